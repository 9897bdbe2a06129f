using FluentAssertions;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Studies;
using Repro.Claims.Tests.Studies;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>The measuring code of SUB-02, MIX-02, MIX-03, MIX-15 and MIX-35, on studies whose errors are planned.</summary>
[Trait(Tier.Name, Tier.Fast)]
public class StudyClaimTests
{
    [Fact]
    public void Measure_StudyAsClaimed_IsReproducedWithAllCellsReported()
    {
        var summary = Summary(run => run.Condition switch
        {
            StudyCondition.Sub => 500 + (long)run.Plan.Name.Seed,
            StudyCondition.Mix => 40 + (long)run.Plan.Name.Seed,
            _ => (long)run.Plan.Name.Seed,
        });

        var sub = new SubtractionAgainstAddition().Measure(summary);
        var mix = new MixedTraining().Measure(summary);
        var start = new Initialisation().Measure(summary);

        new[] { sub, mix, start }.Should().OnlyContain(result => result.Verdict == Verdict.Reproduced);
        sub.Measurements.Select(measurement => measurement.Name).Should().Equal("sub vs add, 5 digits", "sub vs add, 6 digits");
        start.Measurements.Select(measurement => measurement.Name).Should().Equal(
            "ins1 vs mix, 5 digits", "ins1 vs mix, 6 digits", "ins1c vs mix, 5 digits", "ins1c vs mix, 6 digits");
        sub.Measurements[0].Value.Should().Be(sub.Measurements[0].Bounds!.Value.Lower).And.BeGreaterThan(1.5);
        mix.Measurements[0].Value.Should().Be(mix.Measurements[0].Bounds!.Value.Upper).And.BeLessThan(-1);
        mix.Measurements[0].Examples.Should().HaveCount(5).And.HaveElementAt(1, "seed 2: mix 42, sub 502 wrong of 100,000");
        mix.Measurements[0].Raw.Should().Contain("final, enriched: sign test p", 0.0625).And.Contain("training questions of the first for one of the second", 0.66)
            .And.ContainKeys("early, uniform: mean difference", "middle, enriched: upper").And.HaveCount((3 * 2 * 7) + 1);
        sub.Controls[0].Observed.Should().Be("sub vs add, 5 digits: 1 of 32; sub vs add, 6 digits: 1 of 32");
    }

    [Fact]
    public void Measure_OtherWayRound_IsNotReproduced()
    {
        var summary = Summary(run => run.Condition is StudyCondition.Add or StudyCondition.Mix ? 300 : 20);

        new SubtractionAgainstAddition().Measure(summary).Verdict.Should().Be(Verdict.NotReproduced);
        new MixedTraining().Measure(summary).Verdict.Should().Be(Verdict.NotReproduced);
    }

    [Fact]
    public void Measure_NoDifference_IsNotReproduced()
    {
        var result = new Initialisation().Measure(Summary(_ => 7));

        result.Verdict.Should().Be(Verdict.NotReproduced);
        result.Measurements.Should().OnlyContain(measurement => measurement.Value == 0);
        result.Controls.Should().OnlyContain(control => control.Passed);
    }

    [Fact]
    public void Measure_OneKindOfStartBetter_IsPartly()
    {
        var result = new Initialisation().Measure(Summary(run => run.Condition == StudyCondition.Ins1c ? 7 : 70));

        result.Verdict.Should().Be(Verdict.Partly);
        result.Reason.Should().Contain("ins1 vs mix, 5 digits = 0").And.NotContain("ins1c");
    }

    [Fact]
    public void Measure_EarlyBudgetAgainstTheClaim_DoesNotChangeTheVerdict()
    {
        var summary = Summary(run => (run.Condition == StudyCondition.Sub) == (run.Stage is "final") ? 900 : 9);

        new SubtractionAgainstAddition().Measure(summary).Verdict.Should().Be(Verdict.Reproduced);
    }

    [Theory]
    [InlineData("early", Verdict.Reproduced, Verdict.NotReproduced)]
    [InlineData("final", Verdict.NotReproduced, Verdict.Partly)]
    public void Measure_FasterStart_IsJudgedByTheEarlyBudgetAndTheOthersAreReported(string better, Verdict faster, Verdict moreAccurate)
    {
        var summary = Summary(run => run.Condition == StudyCondition.Ins1 && string.Equals(run.Stage, better, StringComparison.Ordinal) ? 9 : 90);

        var result = new FasterStart().Measure(summary);

        result.Verdict.Should().Be(faster, result.Reason);
        result.Measurements.Select(measurement => measurement.Name).Should().Equal("ins1 vs mix, 5 digits", "ins1 vs mix, 6 digits");
        result.Measurements[0].Raw.Should().ContainKeys("early, enriched: upper", "final, enriched: upper");
        new Initialisation().Measure(summary).Verdict.Should().Be(moreAccurate);
    }

    [Fact]
    public void Measure_FasterStart_NeedsNoMoreThanTheEarlyBudget()
    {
        new FasterStart().Measure(Summary(run => run.Stage is "early" ? 5 : null)).Measurements.Should().HaveCount(2);
        new FasterStart().Measure(Summary(run => run.Stage is "early" ? null : 5)).Reason.Should().Be(
            "The study transfer lacks 50 of the trainings of its budget 'early'; 'repro study' goes on with it.");
    }

    [Fact]
    public void Measure_FewSeeds_IsNotMeasuredAsExchangedLabelsLookTheSame()
    {
        var summary = Summary(run => run.Condition == StudyCondition.Sub ? 100 : 1, StudySamples.Tiny);

        var result = new SubtractionAgainstAddition().Measure(summary);

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Contain("1 of 4");
    }

    [Fact]
    public void Measure_FinalBudgetUnfinished_IsNotMeasuredAndNamesTheCommand()
    {
        var summary = Summary(run => run is { Stage: "final", Condition: StudyCondition.Mix, Plan.Name.Seed: > 2 } ? null : 5);

        var result = new MixedTraining().Measure(summary);

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Be("The study transfer lacks 6 of the trainings of its budget 'final'; 'repro study' goes on with it.");
        result.Measurements.Should().BeEmpty();
        new MixedTraining().Measure(summary: null).Reason.Should().Be("The study transfer was not run; 'repro study' runs it.");
    }

    [Theory]
    [InlineData(10, 1, Verdict.Reproduced)]
    [InlineData(2_000, 1, Verdict.Partly)]
    [InlineData(10, 2_000, Verdict.NotMeasured)]
    public void Measure_SeedSensitivity_ComparesTheSeedsOfOneConditionAtTheFinalBudget(long mixed, long added, Verdict verdict)
    {
        var result = new SeedSensitivity().Measure(Summary(run => run switch
        {
            { Stage: not "final" } => 1_000 * (long)run.Plan.Name.Seed,
            { Condition: StudyCondition.Mix, Plan.Name.Seed: 3 } => mixed,
            { Condition: StudyCondition.Add, Plan.Name.Seed: 3 } => added,
            _ => 1,
        }));

        result.Verdict.Should().Be(verdict, result.Reason);
        result.Measurements.Should().HaveCount(6);
        result.Measurements.Single(cell => cell.Name is "mix, 6 digits").Value.Should().BeApproximately(Math.Log10((mixed + 0.5) / 1.5), 1e-4);
    }

    [Fact]
    public void Measure_SeedSensitivityOfSomeSeeds_IsNotMeasuredAndNamesTheCommand() =>
        new SeedSensitivity().Measure(Summary(run => run is { Stage: "final", Condition: StudyCondition.Ins1, Plan.Name.Seed: 4 } ? null : 5)).Reason
            .Should().Be("The study transfer lacks trainings of its final budget; 'repro study --budget final' makes them.");

    [Fact]
    public void Measure_PublishedCheckpoints_IsNotMeasured()
    {
        var published = new PublishedModels(new QuantaMaths(new Uri("http://127.0.0.1:1/"), "cache"), new EngineFactory("cpu", 1));

        new SubtractionAgainstAddition().Measure(published).Reason.Should().StartWith("It compares trainings");
    }

    private static StudySummary Summary(Func<StudyRun, long?> errors, StudyDesign? design = null) =>
        StudySummary.Of(design ?? StudyDesign.Transfer, StudySamples.Records(design ?? StudyDesign.Transfer, errors));
}
