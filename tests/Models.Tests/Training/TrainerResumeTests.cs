using FluentAssertions;
using Repro.Models.Storage;
using Repro.Models.Tests.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Training;

/// <summary>Trainings that stop and go on: in the same bits, or refused.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainerResumeTests
{
    private const ulong DataSeed = 5;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(50)]
    [InlineData(98)]
    [InlineData(99)]
    public void Run_InterruptedAndResumed_EndsInTheBitsOfOneUninterruptedRun(int stopAfter)
    {
        using var folder = new TemporaryFolder();
        var plan = new CheckpointPlan(folder["c"], 25);
        using var whole = new QuadraticEngine(Samples.Config);
        var expected = new Trainer(whole, new MadeUpData(DataSeed), Samples.Recipe).Run();

        using var stop = new CancellationTokenSource();
        using var first = new QuadraticEngine(Samples.Config);
        var trainer = new Trainer(first, new MadeUpData(DataSeed), Samples.Recipe);
        if (stopAfter == 0)
        {
            stop.Cancel();
        }

        var interrupted = trainer.Run(plan, progress => StopAt(progress.Step), stop.Token);
        interrupted.State.Should().Be(TrainingState.Interrupted);
        interrupted.Steps.Should().Be(stopAfter);

        using var second = new QuadraticEngine(Samples.Config);
        var resumed = Trainer.Resume(plan.Path, second, new MadeUpData(DataSeed), Samples.Recipe);
        resumed.Step.Should().Be(stopAfter);
        ShouldEqual(resumed.Run(plan), second, expected, whole);

        // The interrupted trainer itself can also go on.
        ShouldEqual(trainer.Run(), first, expected, whole);

        void StopAt(int step)
        {
            if (step == stopAfter)
            {
                stop.Cancel();
            }
        }
    }

    [Theory]
    [InlineData(25, 25)]
    [InlineData(26, 25)]
    [InlineData(49, 25)]
    [InlineData(99, 75)]
    public void Run_KilledBetweenCheckpoints_LosesTheStepsSinceTheLastAndResumesInTheSameBits(int killedAfter, int kept)
    {
        using var folder = new TemporaryFolder();
        var plan = new CheckpointPlan(folder["c"], 25);
        using var whole = new QuadraticEngine(Samples.Config);
        var expected = new Trainer(whole, new MadeUpData(DataSeed), Samples.Recipe).Run();

        using var first = new QuadraticEngine(Samples.Config);
        var run = () => new Trainer(first, new MadeUpData(DataSeed), Samples.Recipe).Run(plan, progress =>
        {
            // Step 25 is reported before its checkpoint is written, so the kill comes during the step after.
            if (progress.Step == killedAfter + 1)
            {
                throw new OperationCanceledException("killed");
            }
        });
        run.Should().Throw<OperationCanceledException>();

        using var second = new QuadraticEngine(Samples.Config);
        var resumed = Trainer.Resume(plan.Path, second, new MadeUpData(DataSeed), Samples.Recipe);
        resumed.Step.Should().Be(kept);
        ShouldEqual(resumed.Run(plan), second, expected, whole);
    }

    [Fact]
    public void Run_Finished_KeepsTheLastStateSoThatResumingReturnsAtOnce()
    {
        using var folder = new TemporaryFolder();
        var plan = new CheckpointPlan(folder["c"], 70);
        using var first = new QuadraticEngine(Samples.Config);
        var finished = new Trainer(first, new MadeUpData(DataSeed), Samples.Recipe).Run(plan);

        using var second = new QuadraticEngine(Samples.Config) { Updates = [] };
        var resumed = Trainer.Resume(plan.Path, second, new MadeUpData(DataSeed), Samples.Recipe).Run();

        second.Updates.Should().BeEmpty();
        ShouldEqual(resumed, second, finished, first);
    }

    [Fact]
    public void Resume_CheckpointOfAnotherTraining_IsRefusedWithBothValuesAndLeavesTheEngineAlone()
    {
        using var folder = new TemporaryFolder();
        using var first = new QuadraticEngine(Samples.Config);
        new Trainer(first, new MadeUpData(DataSeed), Samples.Recipe).Run(new CheckpointPlan(folder["c"], 50));
        File.WriteAllBytes(folder["numerics"], SafetensorsBytes.WithMetadata(File.ReadAllBytes(folder["c"]), "numerics", "2"));

        Refusal("c", Samples.Config with { DHead = 4 }, DataSeed, Samples.Recipe).Should().Match("*\"dHead\":3*expected*\"dHead\":4*");
        Refusal("c", Samples.Config, DataSeed, Samples.Recipe with { Steps = 200 }).Should().Match("*\"steps\":100*expected*\"steps\":200*");
        Refusal("c", Samples.Config, 6, Samples.Recipe).Should().Match("*'made-up batches seed 5'; expected 'made-up batches seed 6'*");
        Refusal("numerics", Samples.Config, DataSeed, Samples.Recipe).Should().Match("*numerics is '2'; expected '1'*");

        string Refusal(string file, TransformerConfig config, ulong dataSeed, TrainingRecipe recipe)
        {
            using var engine = new QuadraticEngine(config);
            var before = engine.GetParameters().Hash();
            var resume = () => Trainer.Resume(folder[file], engine, new MadeUpData(dataSeed), recipe);
            var message = resume.Should().Throw<SafetensorsException>().Which.Message;
            message.Should().StartWith(folder[file]);
            engine.GetParameters().Hash().Should().Be(before);
            return message;
        }
    }

    [Theory]
    [InlineData("cuda", "cpu")]
    [InlineData("cpu", "cuda")]
    [InlineData("cuda", "cuda tf32")]
    public void Resume_OnAnotherDevice_IsRefusedNamingBothAndTheFile(string first, string second)
    {
        using var folder = new TemporaryFolder();
        using var before = new QuadraticEngine(Samples.Config) { Device = first };
        new Trainer(before, new MadeUpData(DataSeed), Samples.Recipe).Run(new CheckpointPlan(folder["c"], 50));
        using var same = new QuadraticEngine(Samples.Config) { Device = first };
        using var other = new QuadraticEngine(Samples.Config) { Device = second };

        var resume = () => Trainer.Resume(folder["c"], other, new MadeUpData(DataSeed), Samples.Recipe);

        resume.Should().Throw<SafetensorsException>().WithMessage($"{folder["c"]}: device is '{first}'; expected '{second}'*");
        Trainer.Resume(folder["c"], same, new MadeUpData(DataSeed), Samples.Recipe).Step.Should().Be(100);
    }

    [Fact]
    public void Resume_CheckpointFromBeforeDevicesWereWritten_GoesOnOnTheCpuAlone()
    {
        using var folder = new TemporaryFolder();
        using var cpu = new QuadraticEngine(Samples.Config) { Device = "cpu" };
        new Trainer(cpu, new MadeUpData(DataSeed), Samples.Recipe).Run(new CheckpointPlan(folder["c"], 50));
        File.WriteAllBytes(folder["c"], SafetensorsBytes.WithMetadata(File.ReadAllBytes(folder["c"]), "device", value: null));
        using var gpu = new QuadraticEngine(Samples.Config) { Device = "cuda" };

        Trainer.Resume(folder["c"], cpu, new MadeUpData(DataSeed), Samples.Recipe).Step.Should().Be(100);
        FluentActions.Invoking(() => Trainer.Resume(folder["c"], gpu, new MadeUpData(DataSeed), Samples.Recipe))
            .Should().Throw<SafetensorsException>().WithMessage("*device is 'cpu'; expected 'cuda'*");
    }

    private static void ShouldEqual(TrainingResult result, QuadraticEngine engine, TrainingResult expected, QuadraticEngine expectedEngine)
    {
        result.State.Should().Be(TrainingState.Finished);
        result.Steps.Should().Be(expected.Steps);
        result.FinalLoss.Should().Be(expected.FinalLoss);
        result.AvgFinalLoss.Should().Be(expected.AvgFinalLoss);
        result.Losses.Samples.Should().Equal(expected.Losses.Samples);
        engine.GetParameters().Hash().Should().Be(expectedEngine.GetParameters().Hash());
        engine.GetOptimiserState().Mean.Hash().Should().Be(expectedEngine.GetOptimiserState().Mean.Hash());
        engine.GetOptimiserState().MeanSquare.Hash().Should().Be(expectedEngine.GetOptimiserState().MeanSquare.Hash());
    }
}
