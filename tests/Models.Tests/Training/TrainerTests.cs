using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Tests.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Training;

[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainerTests
{
    private const ulong DataSeed = 5;

    [Fact]
    public void Run_ToTheEnd_StartsFromTheSeedAndGivesEachStepItsBatchAndRate()
    {
        using var engine = new QuadraticEngine(Samples.Config) { Updates = [] };

        var trainer = new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe);
        engine.GetParameters().Hash().Should().Be(Parameters.Initialise(Samples.Config, Samples.Recipe.Seed).Hash());
        var result = trainer.Run();

        var schedule = new LearningRateSchedule(Samples.Recipe);
        engine.Updates.Should().Equal(Enumerable.Range(0, 100).Select(step => new AdamWStep(step + 1, schedule.At(step))));
        result.State.Should().Be(TrainingState.Finished);
        result.Steps.Should().Be(100);
    }

    [Fact]
    public void Run_Recipe_ReachesTheOptimiser()
    {
        var recipe = Samples.Recipe with { Beta1 = 0.5, Beta2 = 0.75, Epsilon = 1e-3, WeightDecay = 0.25 };
        using var engine = new QuadraticEngine(Samples.Config) { Updates = [] };

        new Trainer(engine, new MadeUpData(DataSeed), recipe).Run();

        engine.Updates[^1].Should().Be(new AdamWStep(100, new LearningRateSchedule(recipe).At(99), 0.5, 0.75, 1e-3, 0.25));
    }

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

        var error = run.Should().Throw<TrainingDivergedException>().WithMessage("*parameter embed.W_E holds NaN*").Which;
        error.Step.Should().Be(reported);
        using var good = new QuadraticEngine(Samples.Config);
        Trainer.Resume(plan.Path, good, new MadeUpData(DataSeed), Samples.Recipe).Step.Should().Be(badStep - 19);
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

    [Fact]
    public void Run_CheckpointCannotBeWritten_SaysSoAndTheOldOneStays()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "in the way");
        using var engine = new QuadraticEngine(Samples.Config);

        var run = () => new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe).Run(new CheckpointPlan(folder["file/c"], 50));

        run.Should().Throw<IOException>().WithMessage($"Cannot write '{folder["file/c"]}'*");
        File.ReadAllText(folder["file"]).Should().Be("in the way");
    }

    [Fact]
    public void Run_CheckpointsOfTooManyTensors_IsRefusedBeforeTheFirstStep()
    {
        using var folder = new TemporaryFolder();
        using var engine = new QuadraticEngine(Samples.Config with { Layers = 20 }) { Updates = [] };
        var trainer = new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe);

        trainer.Invoking(t => t.Run(new CheckpointPlan(folder["c"], 50))).Should().Throw<SafetensorsException>().WithMessage($"{folder["c"]}: *979 tensors*at most 81920*");

        engine.Updates.Should().BeEmpty();
        trainer.Run().Steps.Should().Be(100, "without checkpoints there is no such limit");
    }

    [Fact]
    public void Run_Progress_ReportsEveryStepOnce()
    {
        using var engine = new QuadraticEngine(Samples.Config);
        var reports = new List<TrainingProgress>();

        var result = new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe).Run(progress: reports.Add);

        reports.Select(report => report.Step).Should().Equal(Enumerable.Range(1, 100));
        reports.Should().OnlyContain(report => report.Steps == 100 && report.ExactShare == 0.5);
        result.FinalLoss.Should().Be(reports[^1].Loss);
        result.AvgFinalLoss.Should().BeApproximately(reports.TakeLast(5).Average(report => report.Loss), 1e-15);
        result.Losses.Samples.Should().Equal(reports.Where((_, step) => step % 10 == 0).Select(report => (float)report.Loss));
    }

    [Fact]
    public void Run_ManySteps_AllocatesNoMoreThanTheLossCurve()
    {
        Allocated(steps: 10);
        var few = Allocated(steps: 100);
        var many = Allocated(steps: 4_100);

        // 4,000 steps keep 400 samples of 4 bytes; a list that doubles has allocated at most four times as much.
        (many - few).Should().BeLessThan(4 * 400 * sizeof(float));

        static long Allocated(int steps)
        {
            using var engine = new QuadraticEngine(Samples.Config);
            var trainer = new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe with { Steps = steps });
            var before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Run(progress: static _ => { });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Trainer_PartsThatDoNotFit_AreRefusedWithBothValues()
    {
        using var engine = new QuadraticEngine(Samples.Config);
        var batch = () => new Trainer(engine, new MadeUpData(DataSeed, batchSize: 8), Samples.Recipe);
        var length = () => new Trainer(engine, new MadeUpData(DataSeed, sequenceLength: 8), Samples.Recipe);
        var recipe = () => new Trainer(engine, new MadeUpData(DataSeed), Samples.Recipe with { WarmUpSteps = 101 });

        batch.Should().Throw<ArgumentException>().WithMessage("*batches of 8*batches of 4*");
        length.Should().Throw<ArgumentException>().WithMessage("*have 8 tokens*at most 7*");
        recipe.Should().Throw<ArgumentException>().WithMessage("WarmUpSteps is 101; it must be 0 to 100*");
    }

    [Fact]
    public void CheckpointPlan_OutOfRange_IsRefused()
    {
        var never = () => new CheckpointPlan("c", 0);
        var nowhere = () => new CheckpointPlan(string.Empty, 1);

        never.Should().Throw<ArgumentOutOfRangeException>();
        nowhere.Should().Throw<ArgumentException>();
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
