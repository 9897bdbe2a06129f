using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Findings.AdditionCircuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>What the claims on circuits come to on the committed models of the published size.</summary>
public sealed class FullSizeVerdicts
{
    [Theory]
    [Trait(Tier.Name, Tier.Claim)]
    [InlineData("ADD-05", Verdict.Reproduced)]
    [InlineData("ADD-09", Verdict.Reproduced)]
    [InlineData("ADD-10", Verdict.Reproduced)]
    [InlineData("ADD-11", Verdict.Reproduced)]
    [InlineData("ADD-12", Verdict.Reproduced)]
    [InlineData("ADD-13", Verdict.Reproduced)]
    [InlineData("ADD-14", Verdict.Reproduced)]
    [InlineData("ADD-15", Verdict.NotReproduced)]
    [InlineData("ADD-16", Verdict.NotReproduced)]
    [InlineData("ADD-17", Verdict.NotReproduced)]
    [InlineData("ADD-18", Verdict.Reproduced)]
    [InlineData("ADD-20", Verdict.Reproduced)]
    [InlineData("ADD-22", Verdict.Reproduced)]
    [InlineData("ADD-28", Verdict.Reproduced)]
    [InlineData("ADD-30", Verdict.NotReproduced)]
    [InlineData("ADD-36", Verdict.Reproduced)]
    [InlineData("ADD-38", Verdict.Reproduced)]
    [InlineData("ADD-39", Verdict.NotReproduced)]
    public void Measure_ClaimReadFromMapsOrRecords_HasThisVerdict(string claim, Verdict verdict) => IsSo(claim, verdict);

    [SkippableTheory]
    [Trait(Tier.Name, Tier.Full)]
    [InlineData("ADD-19", Verdict.NotReproduced)]
    [InlineData("ADD-23", Verdict.Reproduced)]
    [InlineData("ADD-24", Verdict.Reproduced)]
    [InlineData("ADD-25", Verdict.NotReproduced)]
    [InlineData("ADD-26", Verdict.NotReproduced)]
    [InlineData("ADD-27", Verdict.Reproduced)]
    [InlineData("ADD-35", Verdict.Reproduced)]
    [InlineData("ADD-37", Verdict.Reproduced)]
    [InlineData("ADD-40", Verdict.Reproduced)]
    public void Measure_ClaimThatRunsModels_HasThisVerdict(string claim, Verdict verdict)
    {
        FullTier.SkipUnlessAsked($"Runs a model of the published size for {claim}, which takes up to a quarter of a minute");

        IsSo(claim, verdict);
    }

    // Random nodes answer more than the control allows.
    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    [Trait("Claim", "ADD-21")]
    public void Measure_MappedNodesAlone_LackTwoHeadsOfTheLastLayer()
    {
        FullTier.SkipUnlessAsked("Adds nodes to those of a model of the published size until they suffice, which takes a minute");

        var result = IsSo("ADD-21", Verdict.NotMeasured);

        FailsOnly(result, new RandomNodes());
        result.Measurements.Single().Examples.Should().Equal("with P16L1H2 and P18L1H2 added 545 of 600 right");
    }

    // In one test, as they all wait for the same model.
    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_MixedModel_MeetsWhatIsReadFromMapsButOneHead()
    {
        FullTier.SkipUnlessAsked("Makes parts of the map of the mixed model of the published size anew for twelve claims, which takes half a minute");

        IsSo("MIX-12", Verdict.NotReproduced);
        IsSo("MIX-34", Verdict.NotReproduced);

        // MB and NB at five places, SC at three of these.
        IsSo("MIX-36", Verdict.NotReproduced);
        foreach (var claim in new[] { "MIX-07", "MIX-08", "MIX-09", "MIX-10", "MIX-16", "MIX-19", "MIX-25", "MIX-26", "MIX-37" })
        {
            IsSo(claim, Verdict.Reproduced);
        }
    }

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_MixedModelThatIsRun_HasTheseVerdicts()
    {
        FullTier.SkipUnlessAsked("Runs the mixed model of the published size for thirteen claims, which takes eight minutes");

        foreach (var claim in new[] { "MIX-17", "MIX-21", "MIX-23", "MIX-30", "MIX-33" })
        {
            IsSo(claim, Verdict.Reproduced);
        }

        foreach (var claim in new[] { "MIX-11", "MIX-14", "MIX-18", "MIX-20", "MIX-22", "MIX-24", "MIX-31", "MIX-32" })
        {
            IsSo(claim, Verdict.NotReproduced);
        }
    }

    // Where the published map has a head, at the first digit's token, this one has no useful node.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    [Trait("Claim", "MIX-13")]
    public void Measure_SignByTheFirstDigit_HasNoHeadToAskOf()
    {
        var result = ClaimCatalogue.Find("MIX-13").Measure(CommittedModels.WorkedExamples);

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Be("None of the models has what the claim is about.");
    }

    // Of one model whose places are all alike, as the claim has it, a shuffle tells nothing.
    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    [Trait("Claim", "MIX-29")]
    public void Measure_OrderOfDigits_IsSeenAtEveryDigitAndSubtractedModulo10()
    {
        FullTier.SkipUnlessAsked("Looks at what heads of a model of the published size see, which takes half a minute");

        var result = IsSo("MIX-29", Verdict.NotMeasured);

        FailsOnly(result, new ShuffledOrderSense());
        result.Measurements.Single().Raw.Should().Contain("digits of both kinds with such heads", 10).And.Contain("modulo 10", 10).And.Contain("order unseen", 0);
    }

    private static void FailsOnly(ClaimResult result, ICircuitControl control) =>
        result.Controls.Where(outcome => !outcome.Passed).Select(outcome => outcome.Name).Should().Equal(control.Name);

    private static ClaimResult IsSo(string claim, Verdict verdict)
    {
        var result = CommittedModels.Measure(claim, Preset.Paper);

        result.Verdict.Should().Be(verdict, result.Reason);
        result.Measurements.Should().NotBeEmpty();
        return result;
    }
}
