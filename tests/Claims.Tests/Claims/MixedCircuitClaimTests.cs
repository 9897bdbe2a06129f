using FluentAssertions;
using Repro.Claims.Arithmetic;
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
    }

    [Theory]
    [InlineData("MIX-07")]
    [InlineData("MIX-11")]
    [InlineData("MIX-17")]
    [InlineData("MIX-18")]
    public void Measure_ModelsMissing_NamesTheCommandThatMakesThem(string id)
    {
        var result = ClaimCatalogue.Find(id).Measure(new NoModels());

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Contain("2 of 2 models").And.Contain("repro zoo train ins1_mix_d6_l3_h4_t40K_s372001 mix_d6");
    }

    [Theory]
    [InlineData("MIX-07")]
    [InlineData("MIX-08")]
    public void PlantedCircuit_WhichOnlyAdds_PassesAsAControl(string id) =>
        new PlantedCircuit(meets: false, "planted").Run((CircuitClaim)ClaimCatalogue.Find(id), [], CancellationToken.None).Passed.Should().BeTrue();

    private static Claim Claim(string id) => ClaimCatalogue.Find(id).Claim;

    private static Measurement? Judge(string id, NodeMap map)
    {
        using var engine = PlantedCircuit.Model();
        using var model = new MappedModel("made up", [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg], engine.Engine, map);
        return ((CircuitClaim)ClaimCatalogue.Find(id)).Judge(model);
    }
}
