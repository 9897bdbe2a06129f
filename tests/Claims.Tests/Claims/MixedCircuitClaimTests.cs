using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings;
using Repro.Claims.Findings.MixedCircuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;
using Repro.Claims.Tests.Quanta.Sharing;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>What claims on mixed models make of maps made up by hand.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class MixedCircuitClaimTests
{
    [Theory]
    [InlineData(4, 1.0, true)]
    [InlineData(3, 0.75, false)]
    [InlineData(0, 0.0, false)]
    public void SharedBaseValues_ShareOfDigitsBelowTheHighest_IsJudged(int shared, double value, bool holds)
    {
        // The highest digit, 4, is shared always and never counts.
        var map = KindSamples.Map([.. Enumerable.Range(0, 5).Select(digit => KindSamples.Node(
            $"P{16 - digit}L0H1", $"A{digit}.SA A{digit}.MD{(digit < shared || digit == 4 ? $" A{digit}.ND" : "")}", 2, (ComplexityClass.S1, 9)))]);

        var measured = Judge("MIX-07", map)!;

        measured.Value.Should().Be(value);
        Claim("MIX-07").Criterion.Holds(measured.Value).Should().Be(holds);
        measured.Raw["digits with MD"].Should().Be(4);
    }

    [Theory]
    [InlineData(0.5, true, "SM", "S")]
    [InlineData(0.25, false, "SM", "S", "M", "N")]
    public void SharedNodesOfAllKinds_ShareOfNodes_IsJudged(double value, bool holds, params string[] kinds)
    {
        var measured = Judge("MIX-08", KindSamples.Letters(kinds))!;

        measured.Value.Should().Be(value);
        Claim("MIX-08").Criterion.Holds(measured.Value).Should().Be(holds);
    }

    [Fact]
    public void SharedNodesOfAllKinds_MapWithoutNodes_IsNoMeasurement() => Judge("MIX-08", KindSamples.Map()).Should().BeNull();

    [Theory]
    [InlineData("MIX-09")]
    [InlineData("MIX-10")]
    public void InsertedNodes_ModelWithoutAParent_IsNoMeasurement(string id) => Judge(id, KindSamples.Letters("S", "SM")).Should().BeNull();

    [Fact]
    public void InsertedNodes_Claims_CountDifferentThings()
    {
        var parent = KindSamples.Letters("S", "S", "S", "S") with { Layers = 2, Heads = 3 };
        var inserted = InsertedNodes.Of(parent, KindSamples.Letters("SM", "MN", "N", "SN"), BrokenKinds.PublishedFails, seed: 1);

        new InsertedNodesShared().Counted(inserted).Should().Be(new Proportion(3, 4));
        new InsertedNodesStillAdd().Counted(inserted).Should().Be(new Proportion(2, 4));
        new InsertedNodesShared().ByChance(inserted).Observed.Should().Be(3);
        new InsertedNodesStillAdd().ByChance(inserted).Observed.Should().Be(2);
        (new InsertedNodesShared().AtThePlaces(inserted), new InsertedNodesStillAdd().AtThePlaces(inserted)).Should().Be((0.75, 0.5));
    }

    [Fact]
    public void BorrowHeadsMakeCarries_CarryOfTheSameDigitAlone_Counts()
    {
        var measured = Judge("MIX-36", KindSamples.Map(
            KindSamples.Node("P13L0H0", "A3.SC A3.MB A3.NB", 2),
            KindSamples.Node("P14L0H0", "A2.SC", 2),
            KindSamples.Node("P15L0H0", "A1.SC A1.NB", 2),
            KindSamples.Node("P16L0H0", "A1.SC A0.MB", 2),
            KindSamples.Node("P16L2H1", "A0.NB SGN", 2)))!;

        measured.Value.Should().Be(0.5);
        (measured.Raw["heads with MB or NB"], measured.Raw["heads with SC"], measured.Raw["heads with MB"], measured.Raw["heads with NB"]).Should().Be((4, 4, 2, 3));
        Judge("MIX-36", KindSamples.Map(KindSamples.Node("P14L0H0", "A2.SC", 2))).Should().BeNull();
    }

    // Twelve nodes with SA are published; of all other tasks this map has none.
    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(18, 1)]
    [InlineData(19, 0)]
    public void SampleInventory_HalfOfThePublishedNumberEitherWay_IsWithin(int nodes, int within)
    {
        var map = KindSamples.Map([.. Enumerable.Range(0, nodes).Select(index => KindSamples.Node($"P{index}L0H0", "A0.SA", 2))]) with { Layout = new QuestionLayout(6) };

        var measured = Judge("MIX-37", map)!;

        (measured.Raw["tasks"], measured.Raw["within half of the published number"], measured.Raw["SA, here"]).Should().Be((13, within, nodes));
        Judge("MIX-37", map with { Layout = new QuestionLayout(5) }).Should().BeNull("the inventory is of 6 digits");
    }

    [Theory]
    [InlineData("MIX-17")]
    [InlineData("MIX-18")]
    public void Measure_ModelsMissing_NamesTheCommandThatMakesThem(string id)
    {
        var result = ClaimCatalogue.Find(id).Measure(new NoModels());

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Contain("2 of 2 models").And.Contain("repro zoo train ins1_mix_d6_l3_h4_t40K_s372001 mix_d6");
    }

    // P13 to P17 predict A4 to A0; the operator stands at P5, the sign at P12.
    [Theory]
    [InlineData(5, 1.0, true)]
    [InlineData(4, 0.8, true)]
    [InlineData(3, 0.6, false)]
    [InlineData(0, 0.0, false)]
    public void RuleHead_ShareOfPositionsOfTheOneHead_IsJudged(int reading, double value, bool holds)
    {
        var map = KindSamples.Map(
        [
            .. Enumerable.Range(13, 5).Select(position => Looking($"P{position}L0H3", position - 13 < reading ? [5, 12] : [5, 11], ComplexityClass.M1)),
            .. Enumerable.Range(13, 5).Select(position => Looking($"P{position}L0H1", [5, 12], position == 15 ? ComplexityClass.S1 : ComplexityClass.N1)),
            .. Enumerable.Range(13, 5).Select(position => Looking($"P{position}L1H0", [5, 12], ComplexityClass.M1)),
            Looking("P17L0H2", [5, 12], ComplexityClass.M1),
            Looking("P12L0H3", [5, 12], ComplexityClass.S1),
        ]);

        var measured = Judge("MIX-12", map)!;

        measured.Value.Should().Be(Math.Max(value, 0.2), "L0H2 reads both at one position");
        Claim("MIX-12").Criterion.Holds(measured.Value).Should().Be(holds);
        measured.Examples[0].Should().Be(reading > 0 ? "the head is L0H3" : "the head is L0H2");
    }

    [Fact]
    public void RuleHead_LittleAttentionOrNoFreeHead_IsNone()
    {
        var little = KindSamples.Map([.. Enumerable.Range(13, 5).Select(position => KindSamples.Node($"P{position}L0H3", (ComplexityClass.M1, 9)) with
        {
            Attention = [new AttentionShare(5, 0.9), new AttentionShare(12, 0.0999)],
        })]);

        Judge("MIX-12", little)!.Value.Should().Be(0);
        Judge("MIX-12", KindSamples.Letters("S", "SM"))!.Value.Should().Be(0);
        var needed = Judge("MIX-12", KindSamples.Map(Looking("P13L0H3", [5, 12], ComplexityClass.S1)))!;
        needed.Value.Should().Be(0);
        needed.Examples[0].Should().StartWith("no first-layer head");
        needed.Raw["positions at which a head reads both, additions doing without it or not"].Should().Be(1);
        needed.Raw["additions that this head's ablation breaks"].Should().BePositive();
    }

    // Of 13 positions up to the sign there are 77 other pairs than operator and sign; 5 % of them are 3.85.
    [Theory]
    [InlineData(new[] { 5, 12, 11 }, true)]
    [InlineData(new[] { 5, 12, 11, 0 }, false)]
    public void OtherTokenPairs_HeadThatLooksAtMany_IsFound(int[] keys, bool passes)
    {
        using var model = Model(KindSamples.Map([.. Enumerable.Range(13, 5).Select(position => Looking($"P{position}L0H3", keys, ComplexityClass.M1))]));

        new OtherTokenPairs().Run((CircuitClaim)ClaimCatalogue.Find("MIX-12"), [model], CancellationToken.None).Passed.Should().Be(passes);
    }

    [Theory]
    [InlineData(6, 6, 1.0, true)]
    [InlineData(6, 2, 0.5, false)]
    public void FirstDigitSign_ShareOfNodesAtP0_IsJudged(int token, int otherToken, double value, bool holds)
    {
        var map = KindSamples.Map(
            KindSamples.Node("P0L0H3", "", token, (ComplexityClass.M1, 9), (ComplexityClass.N2, 9)),
            KindSamples.Node("P0L1H0", "", otherToken, (ComplexityClass.M1, 9)),
            KindSamples.Node("P9L0H0", "", token: 2, (ComplexityClass.S1, 9)));

        var measured = Judge("MIX-13", map)!;

        measured.Value.Should().Be(value);
        Claim("MIX-13").Criterion.Holds(measured.Value).Should().Be(holds);
        measured.Examples[0].Should().Be("P0L0H3 breaks 9 M1, 9 N2; 18 of 18 in the sign");
    }

    [Fact]
    public void FirstDigitSign_NoNodeAtP0_IsNoMeasurement() => Judge("MIX-13", KindSamples.Map(KindSamples.Node("P3L0H0", (ComplexityClass.M1, 9)))).Should().BeNull();

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void SignNodesElsewhere_MostOthersOfTheSignAlone_IsFound(int ofSign, bool passes)
    {
        using var model = Model(KindSamples.Map([.. Enumerable.Range(0, 4).Select(node => KindSamples.Node($"P9L0H{node}", "", node < ofSign ? 6 : 2, (ComplexityClass.M1, 9)))]));

        new SignNodesElsewhere().Run((CircuitClaim)ClaimCatalogue.Find("MIX-13"), [model], CancellationToken.None).Passed.Should().Be(passes);
    }

    [Theory]
    [InlineData(0.89, 0.48, 0.36, 0.94, 0.99, true)]
    [InlineData(0.92, 0.19, 0.66, 0.84, 0.84, true)]
    [InlineData(0.84, 0.48, 0.36, 0.94, 0.99, false)]
    [InlineData(0.89, 0.70, 0.36, 0.94, 0.99, false)]
    [InlineData(0.89, 0.36, 0.70, 0.94, 0.99, false)]
    [InlineData(0.89, 0.48, 0.36, 0.79, 0.99, false)]
    [InlineData(0.89, 0.48, 0.36, 0.99, 0.79, false)]
    public void MapLacksLastHeads_PublishedShares_MeetTheCriterionAndSpoiltOnesDoNot(double add, double sub, double neg, double subMore, double negMore, bool holds)
    {
        var margins = MapLacksLastHeads.Margins(add, [sub, neg], [subMore, negMore]);

        margins.Should().HaveCount(3);
        Claim("MIX-14").Criterion.Holds(margins.Min()).Should().Be(holds);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(2, 12)]
    [InlineData(5, 15)]
    [InlineData(9, 15)]
    public void MapLacksLastHeads_Completion_IsJudgedAfterFiveHeads(int steps, int right)
    {
        KeptAccuracy Kept(int of) => new(QuestionKind.Sub, 20, of, BinomialInterval.ClopperPearson(of, 20));
        var completion = new Completion(
            Kept(10), [.. Enumerable.Range(1, steps).Select(step => new CompletionStep(new Node(step, 2, 0), Kept(10 + step)))], [], Kept(20), Met: true, Passes: 1);

        MapLacksLastHeads.WithFew(completion).Right.Should().Be(right);
    }

    [Theory]
    [InlineData("MIX-16", "", 1.0)]
    [InlineData("MIX-16", "MT", 46 / 55.0)]
    [InlineData("MIX-16", "MT GT", 41 / 55.0)]
    [InlineData("SUB-03", "", 1.0)]
    [InlineData("SUB-03", "SA ST SV ND GT OPR SGN", 1.0)]
    [InlineData("SUB-03", "MT", 9 / 18.0)]
    public void Algorithm_ShareOfRequiredClauses_IsJudged(string id, string without, double value)
    {
        var gone = without.Split(' ');
        string Tags(params string[] tags) => string.Join(' ', tags.Where(tag => !gone.Contains(tag.Split('.')[^1], StringComparer.Ordinal)));
        var map = KindSamples.Map(
        [
            .. Enumerable.Range(0, 5).Select(k => KindSamples.Node($"P{10 - k}L0H0", Tags($"A{k}.ST", $"A{k}.MT", $"A{k}.GT"), 2, (ComplexityClass.S1, 9))),
            .. Enumerable.Range(0, 6).Select(k => KindSamples.Node(
                $"P{17 - k}L0H1",
                Tags(
                [
                    .. k < 5 ? [$"A{k}.SA", $"A{k}.MD", $"A{k}.ND", "OPR", "SGN"] : Array.Empty<string>(),
                    .. k > 0 ? [$"A{k - 1}.SV"] : Array.Empty<string>(),
                    .. k is > 0 and < 5 ? [$"A{k - 1}.MV"] : Array.Empty<string>(),
                ]),
                2,
                (ComplexityClass.S1, 9))),
        ]);

        var measured = Judge(id, map)!;

        measured.Value.Should().Be(value);
        measured.Raw["MD valid"].Should().Be(5);
        measured.Examples.Should().HaveCount((int)(measured.Raw["required"] - measured.Raw["valid"]));
    }

    [Theory]
    [InlineData("MIX-14", "6 of 6 models", "ins1_mix_d6_l3_h4_t40K_s372001 mix_d6_l3_h4_t40K_s372001 ins1_mix_d6")]
    [InlineData("MIX-12", "18 of 18 models", "--preset compact")]
    [InlineData("SUB-03", "7 of 7 models", "sub_d5_l2_h3_t30K_s372001 sub_d6")]
    [InlineData("SUB-04", "7 of 7 models", "sub_d5_l2_h3_t30K_s372001 sub_d6")]
    public void Measure_SeveralModelsMissing_NamesTheCommandThatMakesThem(string id, string missing, string models)
    {
        var result = ClaimCatalogue.Find(id).Measure(new NoModels());

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Contain(missing).And.Contain($"repro zoo train {models}");
    }

    [Theory]
    [InlineData("MIX-07")]
    [InlineData("MIX-08")]
    [InlineData("MIX-12")]
    [InlineData("MIX-16")]
    [InlineData("SUB-03")]
    public void PlantedCircuit_WhichOnlyAdds_PassesAsAControl(string id) =>
        new PlantedCircuit(meets: false, "planted").Run((CircuitClaim)ClaimCatalogue.Find(id), [], CancellationToken.None).Passed.Should().BeTrue();

    [Theory]
    [InlineData("MIX-07")]
    [InlineData("MIX-08")]
    [InlineData("MIX-16")]
    [InlineData("MIX-20")]
    [InlineData("MIX-21")]
    [InlineData("MIX-22")]
    [InlineData("MIX-25")]
    [InlineData("MIX-30")]
    [InlineData("MIX-31")]
    [InlineData("SUB-03")]
    public void PlantedCircuit_OfAllKinds_MeetsTheClaim(string id)
    {
        var outcome = PlantedCircuit.OfAllKinds().Run((CircuitClaim)ClaimCatalogue.Find(id), [], CancellationToken.None);

        outcome.Passed.Should().BeTrue(outcome.Observed);
    }

    [Fact]
    public void PlantedCircuit_OfAllKinds_SubtractsModulo10() =>
        PlantedCircuit.OfAllKinds(meets: true, "planted").Run((CircuitClaim)ClaimCatalogue.Find("MIX-18"), [], CancellationToken.None)
            .Observed.Should().StartWith("the planted nodes").And.EndWith(": 0");

    private static Claim Claim(string id) => ClaimCatalogue.Find(id).Claim;

    private static Measurement? Judge(string id, NodeMap map)
    {
        using var model = Model(map);
        return ((CircuitClaim)ClaimCatalogue.Find(id)).Judge(model);
    }

    private static MappedModel Model(NodeMap map) =>
        new("made up", [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg], PlantedCircuit.Model().Engine, map);

    private static MappedNode Looking(string name, int[] keys, ComplexityClass breaks) =>
        KindSamples.Node(name, (breaks, 9)) with { Attention = [.. keys.Select(key => new AttentionShare(key, 0.2))] };
}
