using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Repro.Models.Engines;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Models.Storage;

/// <summary>
/// Everything that training needs to go on in the same bits: a safetensors file with the parameters, AdamW's moments as
/// <c>optimizer.exp_avg.NAME</c> and <c>optimizer.exp_avg_sq.NAME</c>, and the loss curve as <c>training.losses</c>.
/// </summary>
public sealed record TrainingCheckpoint
{
    private const string Format = "repro training checkpoint 1";
    private const string ParametersPrefix = "";
    private const string MeanPrefix = "optimizer.exp_avg.";
    private const string MeanSquarePrefix = "optimizer.exp_avg_sq.";
    private const string LossesName = "training.losses";
    private const string LatestLossesKey = "latest_losses";
    private const string HashKey = "state_sha256";

    /// <summary>Which training this is a state of.</summary>
    public required TrainingIdentity Identity { get; init; }

    /// <summary>The parameters.</summary>
    public required Parameters Parameters { get; init; }

    /// <summary>AdamW's moments.</summary>
    public required OptimiserState Optimiser { get; init; }

    /// <summary>The losses of the steps done; their number is the step at which training goes on.</summary>
    public required LossCurve Losses { get; init; }

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <exception cref="SafetensorsException">A value is NaN or infinite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => SafetensorsWriter.Save(path, Metadata(), Tensors(path));

    /// <summary>
    /// Reads a checkpoint of the given training and refuses one of another config, recipe, data, initialisation, device or numerics version.
    /// </summary>
    /// <exception cref="SafetensorsException">A check failed; where two values differ the message gives both.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrainingCheckpoint Load(string path, TrainingIdentity expected)
    {
        using var reader = SafetensorsReader.Open(path);
        return Read(reader, expected);
    }

    /// <summary>Refuses a training whose checkpoints would break a limit of the format, before any time is spent on it.</summary>
    /// <exception cref="SafetensorsException">There would be too many tensors; the message gives the limit.</exception>
    internal static void CheckLimits(string path, TrainingIdentity identity)
    {
        // No header is longer than that of the last checkpoint after losses of the most digits.
        var layout = new ParameterLayout(identity.Config);
        var steps = identity.Recipe.Steps;
        var longest = new TrainingCheckpoint
        {
            Identity = identity,
            Parameters = new Parameters(layout),
            Optimiser = OptimiserState.Zero(layout),
            Losses = new LossCurve(
                steps, new float[LossCurve.SampleCount(steps)], [.. Enumerable.Repeat(double.MinValue, LossCurve.LatestCount(steps))]),
        };
        SafetensorsWriter.Write(Stream.Null, path, longest.Metadata(), longest.Tensors(path));
    }

    /// <summary>As <see cref="Load"/>, from an opened file.</summary>
    internal static TrainingCheckpoint Read(SafetensorsReader reader, TrainingIdentity expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var file = CheckpointFile.Open(reader, Format);
        var config = file.Config(expected.Config);
        var recipe = file.Recipe(expected.Recipe);
        _ = file.Data(expected.Data);
        _ = file.Initialisation(expected.Initialisation);
        file.RequireDevice(expected.Device);
        var steps = file.Step(recipe);
        var latest = file.Json<ImmutableArray<double>>(LatestLossesKey);
        if (latest.Length != LossCurve.LatestCount(steps) || !latest.All(double.IsFinite))
        {
            throw file.Error($"{LatestLossesKey} must hold the {LossCurve.LatestCount(steps)} latest losses after {steps} steps.");
        }

        var layout = file.Layout(config, prefixes: [ParametersPrefix, MeanPrefix, MeanSquarePrefix], others: 1);
        var checkpoint = new TrainingCheckpoint
        {
            Identity = expected,
            Parameters = file.Parameters(layout, ParametersPrefix),
            Optimiser = new OptimiserState(file.Parameters(layout, MeanPrefix), file.Parameters(layout, MeanSquarePrefix)),
            Losses = new LossCurve(steps, file.Vector(LossesName, LossCurve.SampleCount(steps)), latest),
        };
        file.Require(HashKey, checkpoint.Hash());
        return checkpoint;
    }

    private Dictionary<string, string> Metadata()
    {
        var metadata = CheckpointFile.Metadata(Format, Identity, Losses.Steps);
        metadata[CheckpointFile.DeviceKey] = Identity.Device;
        metadata[LatestLossesKey] = CheckpointFile.ToJson(Losses.Latest());
        metadata[HashKey] = Hash();
        return metadata;
    }

    private IReadOnlyList<SafetensorsTensor> Tensors(string path) =>
    [
        .. CheckpointFile.Tensors(path, Parameters, ParametersPrefix),
        .. CheckpointFile.Tensors(path, Optimiser.Mean, MeanPrefix),
        .. CheckpointFile.Tensors(path, Optimiser.MeanSquare, MeanSquarePrefix),
        new SafetensorsTensor(LossesName, [Losses.Samples.Count], Losses.Samples.ToArray()),
    ];

    // SHA-256 of all that training goes on from, so that damage to a moment or to the step is found, not trained on.
    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var buffer in new[] { Parameters, Optimiser.Mean, Optimiser.MeanSquare })
        {
            hash.AppendData(MemoryMarshal.AsBytes(buffer.Values));
        }

        hash.AppendData(MemoryMarshal.AsBytes<float>(Losses.Samples.ToArray()));
        hash.AppendData(Encoding.UTF8.GetBytes($"{Losses.Steps} {CheckpointFile.ToJson(Losses.Latest())}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
