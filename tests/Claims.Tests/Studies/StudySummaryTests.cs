using FluentAssertions;
using Repro.Claims.Studies;
using Xunit;

namespace Repro.Claims.Tests.Studies;

/// <summary>The summary's numbers against hand computation.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class StudySummaryTests
{
    private static readonly StudyDesign Design = new()
    {
        Name = "hand",
        Digits = [5],
        Seeds = [1, 2, 3],
        Budgets = [new StudyBudget("final", 100)],
        Layers = 3,
        Heads = 4,
        MixedSubtractionPercent = 66,
        ParentSteps = 40,
        Questions = 1_000,
    };

    [Fact]
    public void Of_KnownErrors_GivesMediansDifferencesIntervalSignsAndP()
    {
        var summary = Of(run => (run.Condition, run.Plan.Name.Seed) switch
        {
            (StudyCondition.Sub, 1) => 99,
            (StudyCondition.Sub, 2) => 4,
            (StudyCondition.Sub, 3) => 7,
            (StudyCondition.Add, 1) => 9,
            (StudyCondition.Add, 2) => 49,
            (StudyCondition.Add, 3) => 7,
            _ => 0,
        });

        summary.Missing.Should().BeEmpty();
        summary.Expected.Should().Be(18);
        summary.Cells.Should().HaveCount(6);
        var sub = summary.Cell("final", 5, StudyCondition.Sub)!;
        sub.Seeds.Select(seed => seed.Errors["enriched subtraction"]).Should().Equal(99, 4, 7);
        sub.MedianErrors.Should().HaveCount(2).And.Contain("enriched subtraction", 7).And.Contain("uniform subtraction", 0);
        (sub.MedianLoss, sub.Steps, sub.ParentSteps).Should().Be((0.5, 100, null));
        summary.Cell("final", 5, StudyCondition.Ins1)!.ParentSteps.Should().Be(40);
        summary.Cells[0].Should().Match<StudyCell>(cell => cell.Condition == null && cell.Steps == 40);

        var contrast = summary.Contrasts.Single(of => of.Comparison == StudyComparison.SubAgainstAdd && of.Questions is "enriched");
        // log10(99.5 / 9.5), log10(4.5 / 49.5) and log10(7.5 / 7.5).
        contrast.Differences.Should().Equal(1.020099, -1.041393, 0);
        contrast.Mean.Should().Be(-0.007098);
        (contrast.FirstBetter, contrast.SecondBetter, contrast.SignTestP).Should().Be((1, 1, 1));
        // Of 27 resamples one is each difference three times: 3.7 % at each end, so the 2.5 % quantiles are these.
        (contrast.Lower, contrast.Upper).Should().Be((-1.041393, 1.020099));
        contrast.TrainingRatio.Should().Be(1);
    }

    [Fact]
    public void Of_MixedAgainstSub_StatesTheQuestionsSeen()
    {
        var summary = Of(run => run.Condition == StudyCondition.Mix ? 0 : 1);

        var contrast = summary.Contrasts.Single(of => of.Comparison == StudyComparison.MixAgainstSub && of.Questions is "enriched");
        contrast.TrainingRatio.Should().Be(0.66);
        // Every pair: log10(0.5) − log10(1.5).
        contrast.Differences.Should().Equal(-0.477121, -0.477121, -0.477121);
        (contrast.Lower, contrast.Mean, contrast.Upper).Should().Be((-0.477121, -0.477121, -0.477121));
        (contrast.FirstBetter, contrast.SecondBetter, contrast.SignTestP).Should().Be((3, 0, 0.25));
        summary.Contrasts.Where(of => of.Questions is "uniform").Should().NotBeEmpty().And.OnlyContain(of => of.Mean == 0 && of.SignTestP == 1);
    }

    [Fact]
    public void Of_SomeSeeds_PairsThoseThatFinishedBoth()
    {
        var summary = Of(run => (run.Condition, run.Plan.Name.Seed) switch
        {
            (StudyCondition.Sub, 1) or (StudyCondition.Mix, 2) or (StudyCondition.Mix, 3) => null,
            _ => 3,
        });

        summary.Missing.Should().Equal("final/sub_d5_l3_h4_s1", "final/mix_d5_l3_h4_s2", "final/mix_d5_l3_h4_s3");
        summary.Contrasts.Select(contrast => contrast.Comparison).Distinct().Should().Equal(StudyComparison.SubAgainstAdd, StudyComparison.Ins1cAgainstIns1);
        summary.Contrasts[0].Seeds.Should().Equal(2, 3);
    }

    private static StudySummary Of(Func<StudyRun, long?> errors) => StudySummary.Of(Design, StudySamples.Records(Design, errors));
}
