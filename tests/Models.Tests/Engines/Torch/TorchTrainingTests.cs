using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Training;
using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>A training is one of its recipe, data and start, whichever engine does its steps.</summary>
[Collection(OneAfterAnother.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class TorchTrainingTests
{
    private const int Steps = 200;

    private static readonly TrainingPlan Plan = TrainingPlan.For(ModelName.Parse("add_d3_l2_h3"), Preset.Compact, Steps);

    [SkippableTheory]
    [InlineData("cpu", TorchTestDevice.Cpu)]
    [InlineData(TorchTestDevice.Cpu, "cpu")]
    [InlineData("cpu", TorchTestDevice.Cuda)]
    [InlineData(TorchTestDevice.Cuda, "cpu")]
    public void Resume_CheckpointOfTheOtherEngine_IsRefusedAndItsStateWouldGoOnAsInTheFirst(string first, string second)
    {
        TorchTestDevice.SkipUnlessThere(first);
        TorchTestDevice.SkipUnlessThere(second);
        var folder = Directory.CreateTempSubdirectory("repro-torch-");
        try
        {
            var path = Path.Combine(folder.FullName, "half.safetensors");
            var whole = Losses(first, engine => Fresh(engine).Run());
            Losses(first, engine =>
            {
                using var stop = new CancellationTokenSource();
                return Fresh(engine).Run(new CheckpointPlan(path, Steps), progress => (progress.Step == Steps / 2 ? stop : null)?.Cancel(), stop.Token);
            });

            var resume = () => Losses(second, Resumed);
            resume.Should().Throw<SafetensorsException>().Which.Message.Should().StartWith(path).And.Contain($"device is '{first}'; expected '{second}'");
            (TrainingCheckpoint.Load(path, IdentityOn(first)) with { Identity = IdentityOn(second) }).Save(path);
            var joined = Losses(second, Resumed);

            // Rounding grows from step to step; in the other engine's first twenty it has not grown far.
            const int Before = Steps / 2 / LossCurve.Interval;
            joined[..Before].Should().Equal(whole[..Before]);
            joined[Before].Should().BeApproximately(whole[Before], 1e-5f * whole[Before]);
            joined[Before + 1].Should().BeApproximately(whole[Before + 1], 1e-3f * whole[Before + 1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        TrainingResult Resumed(IEngine engine) => Trainer.Resume(Path.Combine(folder.FullName, "half.safetensors"), engine, Plan.CreateData(), Plan.Recipe).Run();
    }

    private static TrainingIdentity IdentityOn(string device) => new(Plan.Config, Plan.Recipe, Plan.CreateData().Identity, Device: device);

    private static Trainer Fresh(IEngine engine) => new(engine, Plan.CreateData(), Plan.Recipe);

    private static float[] Losses(string device, Func<IEngine, TrainingResult> train)
    {
        using var engine = new EngineFactory(device, 1).Create(Plan.Config);
        return [.. train(engine).Losses.Samples];
    }
}
