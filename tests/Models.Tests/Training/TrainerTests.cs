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
}
