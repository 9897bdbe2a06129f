using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Storage;

[Trait(Tier.Name, Tier.Fast)]
public sealed class CheckpointSizeTests
{
    [Fact]
    public void Save_TrainingOfTwelveLayers_FitsTheHeaderLimit()
    {
        var config = Samples.Config with { Layers = 12, DModel = 64, DMlp = 256, DHead = 16, Heads = 4, Context = 64 };
        var parameters = Parameters.Initialise(config, 1);
        var identity = Samples.Identity with { Config = config };
        var saved = new TrainingCheckpoint
        {
            Identity = identity,
            Parameters = parameters,
            Optimiser = OptimiserState.Zero(parameters.Layout),
            Losses = new LossCurve(),
        };

        using var reader = SafetensorsBytes.Reader(Samples.Bytes(saved.Save));

        reader.Count.Should().Be((3 * ((12 * 16) + 6)) + 1);
        TrainingCheckpoint.Read(reader, identity).Parameters.Hash().Should().Be(parameters.Hash());
    }
}
