using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Studies;

/// <summary>
/// One finished training of a study and how well its model answers. Holds no date, time or machine: the same training gives the same
/// file everywhere.
/// </summary>
public sealed record StudyRecord : IJsonOnDeserialized
{
    /// <summary><see cref="StudyRun.Name"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Shape.</summary>
    public required TransformerConfig Config { get; init; }

    /// <summary>Optimiser, schedule, seed.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>What it was trained on: <see cref="ITrainingData.Identity"/>.</summary>
    public required string Data { get; init; }

    /// <summary>What it started from: <see cref="TrainingIdentity.Initialisation"/>, with the hash of a parent.</summary>
    public required string Initialisation { get; init; }

    /// <summary>Version of the arithmetic that gave these bits.</summary>
    public required int Numerics { get; init; }

    /// <summary>Additions in its training questions, counted.</summary>
    public required long Additions { get; init; }

    /// <summary>Subtractions in its training questions, counted.</summary>
    public required long Subtractions { get; init; }

    /// <summary>SHA-256 of the parameters.</summary>
    public required string ParametersSha256 { get; init; }

    /// <summary>Mean loss of the last five steps, the published figure.</summary>
    public required double AvgFinalLoss { get; init; }

    /// <summary>Wrong answers to each set of questions.</summary>
    public required ImmutableArray<StudyErrors> Accuracy { get; init; }

    /// <summary>Refuses a loss from a file that no finished training has.</summary>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (!double.IsFinite(AvgFinalLoss))
        {
            throw new JsonException("avgFinalLoss is a finite number of a finished training.");
        }
    }
}
