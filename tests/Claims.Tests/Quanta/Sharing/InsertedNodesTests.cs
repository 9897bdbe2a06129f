using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Sharing;

[Trait(Tier.Name, Tier.Fast)]
public sealed class InsertedNodesTests
{
    private static readonly (ComplexityClass, int) S = (ComplexityClass.S1, 9);
    private static readonly (ComplexityClass, int) M = (ComplexityClass.M1, 9);

    [Fact]
    public void Of_MadeUpMaps_ComparesTheSamePlaces()
    {
        var parent = KindSamples.Map(
            KindSamples.Node("P9L0H0", S), KindSamples.Node("P10L0H1", S), KindSamples.Node("P11L1MLP", S), KindSamples.Node("P12L1H2", S)) with
        { Layers = 2, Heads = 3 };
        var child = KindSamples.Map(
            KindSamples.Node("P9L0H0", S, M), KindSamples.Node("P10L0H1", M), KindSamples.Node("P11L1H1", S), KindSamples.Node("P11L1MLP", S), KindSamples.Node("P12L2H2", S));

        var inserted = InsertedNodes.Of(parent, child, BrokenKinds.PublishedFails, seed: 1);

        inserted.Useful.Should().Be(new Proportion(3, 4));
        inserted.ByKind.Values.Should().Equal(new Proportion(2, 4), new Proportion(2, 4), new Proportion(0, 4));
        inserted.Shared.Should().Be(new Proportion(1, 4));
        inserted.UsefulByChance.Observed.Should().Be(3);

        // Of the four heads at P9 in layer 0 one adds and is shared; the MLP adds; at the other places no head does.
        (inserted.AdditionAtThePlaces, inserted.SharedAtThePlaces).Should().Be((1.25, 0.25));
    }

    [Fact]
    public void Of_ManyInserted_ChanceIsTheShareOfUsefulNodesInTheParentsLayers()
    {
        // All heads of layer 0 and no MLP are useful in the child: half of the heads in the parent's two layers.
        var child = KindSamples.Map([.. from position in Enumerable.Range(0, 18) from head in Enumerable.Range(0, 4) select KindSamples.Node($"P{position}L0H{head}", S)]);
        var parent = KindSamples.Map([
            .. Enumerable.Range(0, 18).Select(position => KindSamples.Node($"P{position}L0H0", S)),
            .. Enumerable.Range(0, 6).Select(position => KindSamples.Node($"P{position}L1MLP", S))]) with
        { Layers = 2, Heads = 3 };

        var inserted = InsertedNodes.Of(parent, child, BrokenKinds.PublishedFails, seed: 2);

        inserted.Useful.Should().Be(new Proportion(18, 24));
        inserted.UsefulByChance.Mean.Should().BeApproximately(9, 0.3);
        inserted.AdditionByChance.Should().Be(inserted.UsefulByChance);
        inserted.UsefulByChance.AtLeast.Should().Be(0.001);
        (inserted.SharedByChance.Mean, inserted.SharedByChance.AtLeast).Should().Be((0, 1));
        (inserted.AdditionAtThePlaces, inserted.SharedAtThePlaces).Should().Be((18, 0));
    }

    [Fact]
    public void Of_ParentThatCannotBeOne_IsRefusedWithBothShapes()
    {
        var (parent, child) = (KindSamples.Map(), KindSamples.Map() with { Model = "mix_d5", Heads = 3 });

        FluentActions.Invoking(() => InsertedNodes.Of(parent, child, 1, seed: 1)).Should().Throw<ArgumentException>()
            .WithMessage("mix_d5 (5 digits, 3 layers, 3 heads)*add_d5_l2_h3 (5 digits, 3 layers, 4 heads)*");
        FluentActions.Invoking(() => InsertedNodes.Of(parent, parent with { Layout = new QuestionLayout(6) }, 1, seed: 1)).Should().Throw<ArgumentException>();
    }
}
