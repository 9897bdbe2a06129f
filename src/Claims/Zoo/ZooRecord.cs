using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims.Arithmetic;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>A model of the zoo: how it came about and how well it answers. The file of each model, and an entry of zoo.json.</summary>
public sealed record ZooRecord : IJsonOnDeserialized
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>paper or compact.</summary>
    public required string Preset { get; init; }

    /// <summary>Shape.</summary>
    public required TransformerConfig Config { get; init; }

    /// <summary>Optimiser, schedule, seed.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>What it was trained on: <see cref="ITrainingData.Identity"/>.</summary>
    public required string Data { get; init; }

    /// <summary>What it started from: <see cref="TrainingIdentity.Initialisation"/>.</summary>
    public required string Initialisation { get; init; }

    /// <summary>Seed of initial parameters and data.</summary>
    public ulong Seed => Recipe.Seed;

    /// <summary>The model it started from; null for one from scratch.</summary>
    public ZooParent? Parent { get; init; }

    /// <summary>Version of the arithmetic that gave these bits.</summary>
    public required int Numerics { get; init; }

    /// <summary>SHA-256 of the parameters.</summary>
    public required string ParametersSha256 { get; init; }

    /// <summary>Loss of the last step.</summary>
    public required double FinalLoss { get; init; }

    /// <summary>Mean loss of the last five steps, the published figure.</summary>
    public required double AvgFinalLoss { get; init; }

    /// <summary>The loss over the training.</summary>
    public required ZooLosses Losses { get; init; }

    /// <summary>What training took.</summary>
    public required ZooEffort Effort { get; init; }

    /// <summary>Wrong answers to each set of questions, with exact bounds; empty until they are asked.</summary>
    public required ImmutableArray<AccuracyResult> Accuracy { get; init; }

    /// <summary>The device that answered them; null where it is the one that trained.</summary>
    public string? AnsweredOn { get; init; }

    /// <summary>Refuses losses from a file that no finished training has.</summary>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (!double.IsFinite(FinalLoss) || !double.IsFinite(AvgFinalLoss))
        {
            throw new JsonException("finalLoss and avgFinalLoss are finite numbers of a finished training.");
        }
    }
}
