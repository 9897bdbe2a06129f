using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Transfer;
using Repro.Models.Storage;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>
/// The zoo of one preset: for each model its parameters, <c>NAME.safetensors</c>, and its record, <c>NAME.json</c>; and <c>zoo.json</c>,
/// which holds all measured records in order of name and is made from them alone. So shards of a zoo are merged by copying
/// their files together.
/// </summary>
public sealed class ZooFolder
{
    private const string ManifestName = "zoo.json";
    private const string RecordExtension = ".json";
    private const string What = "record of the zoo";

    /// <summary>The zoo of a preset among the models of a repository.</summary>
    public ZooFolder(ModelFolder models, Preset preset)
    {
        ArgumentNullException.ThrowIfNull(models);
        Models = models;
        Preset = preset;
        Folder = models.ZooOf(preset);
        ManifestPath = Path.Combine(Folder, ManifestName);
    }

    /// <summary>The repository's models.</summary>
    public ModelFolder Models { get; }

    /// <summary>The preset.</summary>
    public Preset Preset { get; }

    /// <summary>Where the files lie.</summary>
    public string Folder { get; }

    /// <summary>The file of all records.</summary>
    public string ManifestPath { get; }

    /// <summary>The file of a model's parameters, present or not.</summary>
    public string ModelPath(ModelName name) => Models.Zoo(name, Preset);

    /// <summary>The file of a model's record, present or not.</summary>
    public string RecordPath(ModelName name) => Path.ChangeExtension(ModelPath(name), RecordExtension);

    /// <summary>A model's record, or null where there is none.</summary>
    /// <exception cref="IOException">The file cannot be read or is no record of this model.</exception>
    public ZooRecord? Record(ModelName name)
    {
        var path = RecordPath(name);
        return File.Exists(path) ? Checked(RecordFile.Read<ZooRecord>(path, What), $"{name}", path) : null;
    }

    /// <summary>The parameters of a recorded model and what they started from, null for a model from scratch: the very ones that it is the record of.</summary>
    /// <exception cref="SafetensorsException">A file is damaged or was trained in another way; the model's holds other parameters than recorded,
    /// or started from others than its parent's file holds.</exception>
    /// <exception cref="IOException">A file cannot be read, or the model's parent is missing.</exception>
    public (Parameters Parameters, ParentTransfer? Start) Load(TrainingPlan plan, ZooRecord record)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(record);
        var (path, recordPath) = (ModelPath(plan.Name), RecordPath(plan.Name));
        var model = PlannedModel.Load(path, plan);
        var hash = model.Parameters.Hash();
        if (!string.Equals(hash, record.ParametersSha256, StringComparison.Ordinal))
        {
            throw new SafetensorsException(path, tensor: null, $"the parameters have the SHA-256 {hash}; '{recordPath}' says {record.ParametersSha256}.");
        }

        var start = PlannedModel.StartFrom(plan, Models);
        foreach (var (file, recorded) in start is null ? [] : new[] { (path, model.Initialisation), (recordPath, record.Initialisation) })
        {
            if (!string.Equals(recorded, start!.Identity, StringComparison.Ordinal))
            {
                throw new SafetensorsException(
                    file, tensor: null, $"the model's start was '{recorded}'; with '{Models.Find(plan.Parent!.Name, plan.Parent.Preset)}' it is '{start.Identity}'.");
            }
        }

        return (model.Parameters, start);
    }

    /// <summary>The records of zoo.json; empty where there is no such file.</summary>
    /// <exception cref="IOException">The file cannot be read or is none.</exception>
    public ImmutableArray<ZooRecord> Manifest() => File.Exists(ManifestPath) ? RecordFile.Read<Written>(ManifestPath, What).Models : [];

    /// <summary>All records that lie in the folder, in order of name; empty where there is no folder.</summary>
    /// <exception cref="IOException">A file cannot be read or is no record of the model that it is named after.</exception>
    public ImmutableArray<ZooRecord> Records() => Directory.Exists(Folder)
        ?
        [
            .. from path in Directory.EnumerateFiles(Folder, "*" + RecordExtension).Order(StringComparer.Ordinal)
               where !string.Equals(Path.GetFileName(path), ManifestName, StringComparison.Ordinal)
               select Checked(RecordFile.Read<ZooRecord>(path, What), Path.GetFileNameWithoutExtension(path), path),
        ]
        : [];

    /// <summary>Writes a model's record, as a whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public void Write(ZooRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        RecordFile.Write(RecordPath(ModelName.Parse(record.Name)), record);
    }

    /// <summary>Makes zoo.json from the measured ones of the records that lie beside it.</summary>
    /// <exception cref="IOException">A record is none, or the folder cannot be written to.</exception>
    public void WriteManifest()
    {
        // Of processes that finish together the last writer must have read all records.
        using var held = ManifestLock.Take(ManifestPath);
        AtomicFile.RemoveLeftovers(ManifestPath);
        RecordFile.Write(ManifestPath, new Written(Names.Of(Preset), [.. Records().Where(record => !record.Accuracy.IsEmpty)]));
    }

    private ZooRecord Checked(ZooRecord record, string name, string path) =>
        string.Equals(record.Name, name, StringComparison.Ordinal) && string.Equals(record.Preset, Names.Of(Preset), StringComparison.Ordinal)
            ? record
            : throw new IOException($"'{path}' is the record of {record.Name} ({record.Preset}); expected {name} ({Names.Of(Preset)}).");

    private sealed record Written(string Preset, ImmutableArray<ZooRecord> Models);
}
