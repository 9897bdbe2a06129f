using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Models.Storage;

/// <summary>
/// A published model: its parameters under TransformerLens's names in a safetensors file, and in the file's metadata how it came
/// about. The file says nothing of time or machine, so the same training gives the same bytes.
/// </summary>
public sealed record ModelFile
{
    private const string Format = "repro model 1";
    private const string NameKey = "name";
    private const string HashKey = "parameters_sha256";

    /// <summary>The model's name, for instance <c>add_d5_l2_h3_t15K_s372001</c>.</summary>
    public required string Name { get; init; }

    /// <summary>All parameters; their layout holds the config.</summary>
    public required Parameters Parameters { get; init; }

    /// <summary>How it was trained, seed included.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>What it was trained on: <see cref="ITrainingData.Identity"/>.</summary>
    public required string Data { get; init; }

    /// <summary>What it started from: <see cref="TrainingIdentity.Initialisation"/>.</summary>
    public string Initialisation { get; init; } = TrainingIdentity.Random;

    /// <summary>Steps done, 0 for an untrained model.</summary>
    public required int Step { get; init; }

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <exception cref="SafetensorsException">A parameter is NaN or infinite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var metadata = CheckpointFile.Metadata(
            Format, new TrainingIdentity(Parameters.Layout.Config, Recipe, Data, Initialisation), Step);
        metadata[NameKey] = Name;
        metadata[HashKey] = Parameters.Hash();
        SafetensorsWriter.Save(path, metadata, [.. CheckpointFile.Tensors(path, Parameters, prefix: string.Empty)]);
    }

    /// <summary>Reads a model and checks everything: names, shapes, types, finite values, hash, numerics version, config.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">The config that the model must have, or null to take the file's.</param>
    /// <exception cref="SafetensorsException">A check failed; where two values differ the message gives both.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelFile Load(string path, TransformerConfig? expected = null)
    {
        using var reader = SafetensorsReader.Open(path);
        return Read(reader, expected);
    }

    /// <summary>As <see cref="Load"/>, from an opened file.</summary>
    internal static ModelFile Read(SafetensorsReader reader, TransformerConfig? expected = null)
    {
        var file = CheckpointFile.Open(reader, Format);
        var config = file.Config(expected);
        var recipe = file.Recipe(expected: null);
        var layout = file.Layout(config, prefixes: [string.Empty], others: 0);
        var parameters = file.Parameters(layout, prefix: string.Empty);
        file.Require(HashKey, parameters.Hash());
        return new ModelFile
        {
            Name = file.Text(NameKey),
            Recipe = recipe,
            Data = file.Data(expected: null),
            Initialisation = file.Initialisation(expected: null),
            Step = file.Step(recipe),
            Parameters = parameters,
        };
    }
}
