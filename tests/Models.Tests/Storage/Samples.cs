using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Storage;

/// <summary>A small model and a state of its training.</summary>
internal static class Samples
{
    public const string Data = "made-up batches seed 5";

    public static TransformerConfig Config { get; } = new()
    {
        Layers = 2,
        Heads = 2,
        DModel = 6,
        DHead = 3,
        DMlp = 8,
        Context = 7,
        Vocabulary = 15,
    };

    public static TrainingRecipe Recipe { get; } = new()
    {
        Steps = 100,
        LearningRate = 2e-3,
        WarmUpSteps = 10,
        FinalShare = 0.02,
        BatchSize = 4,
        Seed = 372_001,
    };

    public static TrainingIdentity Identity { get; } = new(Config, Recipe, Data);

    public static ModelFile Model() => new()
    {
        Name = "add_d5_l2_h3_t15K_s372001",
        Parameters = Parameters.Initialise(Config, 1),
        Recipe = Recipe,
        Data = Data,
        Step = 100,
    };

    public static TrainingCheckpoint Checkpoint(int steps = 23)
    {
        var losses = new LossCurve();
        var draws = new RandomSequence(3, StreamPurpose.Testing);
        for (var step = 0; step < steps; step++)
        {
            losses.Add(draws.NextOpenUnit());
        }

        return new TrainingCheckpoint
        {
            Identity = Identity,
            Parameters = Parameters.Initialise(Config, 1),
            Optimiser = new OptimiserState(Parameters.Initialise(Config, 2), Parameters.Initialise(Config, 3)),
            Losses = losses,
        };
    }

    /// <summary>The bytes that a save writes.</summary>
    public static byte[] Bytes(Action<string> save)
    {
        using var folder = new TemporaryFolder();
        save(folder["sample"]);
        return File.ReadAllBytes(folder["sample"]);
    }
}
