using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Sharing;

[Trait(Tier.Name, Tier.Fast)]
public sealed class NodeSharingTests
{
    [Fact]
    public void Kinds_FailsOfSeveralClasses_AreAddedByKind()
    {
        var effect = KindSamples.Node("P9L0H0", (ComplexityClass.S1, 3), (ComplexityClass.S4, 2), (ComplexityClass.M2, 4), (ComplexityClass.N3, 1)).Effect;

        effect.Kinds(1).Should().Equal(QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg);
        effect.Kinds(2).Should().Equal(QuestionKind.Add, QuestionKind.Sub);
        effect.Kinds(5).Should().Equal(QuestionKind.Add);
        effect.Kinds(6).Should().BeEmpty();
        (effect.IsShared(2), effect.IsShared(5)).Should().Be((true, false));
    }

    [Fact]
    public void Kinds_NoFailAsked_IsRefused() =>
        KindSamples.Node("P9L0H0").Effect.Invoking(effect => effect.Kinds(0)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Of_MadeUpMap_Counts()
    {
        var sharing = NodeSharing.Of(KindSamples.Letters("S", "SM", "MN", "SMN", "N"), BrokenKinds.PublishedFails, seed: 1);

        sharing.Shared.Should().Be(new Proportion(3, 5));
        sharing.SharedByAll.Should().Be(new Proportion(1, 5));
        sharing.ByKind.Should().Equal(new Dictionary<QuestionKind, int> { [QuestionKind.Add] = 3, [QuestionKind.Sub] = 3, [QuestionKind.Neg] = 3 });
    }

    [Fact]
    public void Of_PublishedCounts_AreFewerThanByChanceAmongUsefulNodesAndMoreAmongAll()
    {
        // 96 nodes, S 61, M 70, N 53; in all three 29, in two 30 (arXiv 2402.02619, sample model). Among useful nodes the means follow from counting all ways to
        // deal so many kinds that leave no node without one; among all from the shares: the probability of two kinds or more out of three independent ones.
        var map = KindSamples.Letters([
            .. Enumerable.Repeat("SMN", 29), .. Enumerable.Repeat("SM", 13), .. Enumerable.Repeat("SN", 4), .. Enumerable.Repeat("MN", 13),
            .. Enumerable.Repeat("S", 15), .. Enumerable.Repeat("M", 15), .. Enumerable.Repeat("N", 7)]);

        var sharing = NodeSharing.Of(map, BrokenKinds.PublishedFails, seed: 1);

        sharing.ByKind.Values.Should().Equal(61, 70, 53);
        sharing.Shared.Should().Be(new Proportion(59, 96));
        sharing.AmongUseful.Mean.Should().BeApproximately(66.4, 0.3);
        sharing.AmongUseful.AtMost.Should().BeInRange(0.001, 0.006);
        var all = 3.0 * 5 * 18;
        sharing.AmongAll.Mean.Should().BeApproximately(all * TwoOrMore(61 / all, 70 / all, 53 / all), 0.5);
        sharing.AmongAll.AtLeast.Should().Be(0.001);
        sharing.AllAmongUseful.Observed.Should().Be(29);
        sharing.AllAmongUseful.Mean.Should().BeApproximately(21.6, 0.3);
        sharing.Pairs.Select(pair => (pair.First, pair.Second, pair.Both.Observed)).Should().Equal(
            (QuestionKind.Add, QuestionKind.Sub, 42), (QuestionKind.Add, QuestionKind.Neg, 33), (QuestionKind.Sub, QuestionKind.Neg, 42));
        sharing.Pairs.Select(pair => pair.Both.Mean).Should().SatisfyRespectively(
            both => both.Should().BeApproximately(41.7, 0.3), both => both.Should().BeApproximately(31.6, 0.3), both => both.Should().BeApproximately(36.3, 0.3));
        sharing.Pairs[2].Both.AtLeast.Should().BeInRange(0.001, 0.015);
        sharing.Pairs[1].Both.AtLeast.Should().BeApproximately(0.345, 0.05);

        static double TwoOrMore(double a, double b, double c) => (a * b) + (a * c) + (b * c) - (2 * a * b * c);
    }

    [Fact]
    public void Of_KindsDrawnApart_AreNotFarFromChance()
    {
        // Which kind a node serves has nothing to do with the other kinds here: every combination as often as the shares' product says.
        var map = KindSamples.Letters([.. Enumerable.Range(0, 216).Select(i =>
            $"{(i % 2 == 0 ? "S" : "")}{(i / 2 % 2 == 0 ? "M" : "")}{(i / 4 % 3 == 0 ? "N" : "")}")]);

        var sharing = NodeSharing.Of(map, BrokenKinds.PublishedFails, seed: 3);

        Math.Min(sharing.AmongUseful.AtLeast, sharing.AmongUseful.AtMost).Should().BeGreaterThan(0.2);
    }

    [Fact]
    public void Of_AdditionModel_SharesNothing()
    {
        var sharing = NodeSharing.Of(KindSamples.Letters("S", "S", "S"), BrokenKinds.PublishedFails, seed: 1);

        sharing.Shared.Should().Be(new Proportion(0, 3));
        (sharing.AmongUseful.Mean, sharing.AmongUseful.AtLeast).Should().Be((0, 1));
    }

    [Fact]
    public void Of_SameSeed_GivesTheSameChance()
    {
        var map = KindSamples.Letters("S", "SM", "MN", "SMN", "N", "M", "M");

        NodeSharing.Of(map, 1, seed: 5).AmongAll.Should().Be(NodeSharing.Of(map, 1, seed: 5).AmongAll);
        NodeSharing.Of(map, 1, seed: 5).AmongAll.Should().NotBe(NodeSharing.Of(map, 1, seed: 6).AmongAll);
    }
}
