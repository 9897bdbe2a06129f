using FluentAssertions;
using Repro.Models.Tests.Storage;
using Repro.Models.Training;
using Xunit;

namespace Repro.Models.Tests.Training;

/// <summary>Trainings whose loss or parameters become NaN stop, and the last good checkpoint stays.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainerDivergenceTests
{
    private const ulong DataSeed = 5;

    [Fact]
    public void Run_LossBecomesNaN_StopsAndKeepsTheLastGoodCheckpoint()
    {
        using var folder = new TemporaryFolder();
        var plan = new CheckpointPlan(folder["c"], 20);
        using var engine = new QuadraticEngine(Samples.Config) { LossIsNaN = step => step == 59 };

        var run = () => new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe).Run(plan);

        var error = run.Should().Throw<TrainingDivergedException>().Which;
        error.Step.Should().Be(59);
        error.CheckpointPath.Should().Be(plan.Path);
        error.Message.Should().Be($"Training diverged at step 59: the loss is NaN. The last good checkpoint, after 40 steps, is '{plan.Path}'.");
        using var good = new QuadraticEngine(Samples.Config);
        Trainer.Resume(plan.Path, good, new MadeUpData(DataSeed), Samples.Recipe).Step.Should().Be(40);
    }

    [Fact]
    public void Run_LossBecomesNaNBeforeAnyCheckpoint_SaysSo()
    {
        using var engine = new QuadraticEngine(Samples.Config) { LossIsNaN = step => step == 3 };

        var run = () => new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe).Run();

        run.Should().Throw<TrainingDivergedException>().WithMessage("*at step 3: the loss is NaN. No checkpoint was written before.")
            .Which.CheckpointPath.Should().BeNull();
    }

    [Fact]
    public void Run_DivergesAfterAResume_NamesTheCheckpointResumedFrom()
    {
        using var folder = new TemporaryFolder();
        using var first = new QuadraticEngine(Samples.Config) { LossIsNaN = step => step == 30 };
        var run = () => new Trainer(first, new MadeUpData(DataSeed), Samples.Recipe).Run(new CheckpointPlan(folder["c"], 25));
        run.Should().Throw<TrainingDivergedException>();

        using var second = new QuadraticEngine(Samples.Config) { LossIsNaN = step => step == 30 };
        var again = () => Trainer.Resume(folder["c"], second, new MadeUpData(DataSeed), Samples.Recipe).Run();

        again.Should().Throw<TrainingDivergedException>().WithMessage($"*after 25 steps, is '{folder["c"]}'.");
    }

    [Theory]
    [InlineData(39, 39)]
    [InlineData(99, 99)]
    public void Run_UpdateMakesAParameterNaNWhileTheLossIsFinite_DoesNotReplaceTheGoodCheckpoint(int badStep, int reported)
    {
        using var folder = new TemporaryFolder();
        var plan = new CheckpointPlan(folder["c"], 20);
        using var engine = new QuadraticEngine(Samples.Config) { UpdateIsNaN = step => step == badStep };

        var run = () => new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe).Run(plan);

        var error = run.Should().Throw<TrainingDivergedException>()
            .WithMessage($"*parameter embed.W_E holds NaN, perhaps since step {badStep - 19}, as every loss was finite. The last good checkpoint*").Which;
        error.Step.Should().Be(reported);
        using var good = new QuadraticEngine(Samples.Config);
        Trainer.Resume(plan.Path, good, new MadeUpData(DataSeed), Samples.Recipe).Step.Should().Be(badStep - 19);
    }
}
