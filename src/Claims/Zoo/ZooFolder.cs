using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims.Arithmetic;
using Repro.Models.Storage;

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

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        // The files are read by people and never embedded in HTML, so + and < stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

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
        return File.Exists(path) ? Checked(Read<ZooRecord>(path), $"{name}", path) : null;
    }

    /// <summary>The records of zoo.json; empty where there is no such file.</summary>
    /// <exception cref="IOException">The file cannot be read or is none.</exception>
    public ImmutableArray<ZooRecord> Manifest() => File.Exists(ManifestPath) ? Read<Written>(ManifestPath).Models : [];

    /// <summary>Writes a model's record, as a whole or not at all, and when it is measured zoo.json.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public void Write(ZooRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Save(RecordPath(ModelName.Parse(record.Name)), record);
        if (!record.Accuracy.IsEmpty)
        {
            WriteManifest();
        }
    }

    /// <summary>Makes zoo.json from the records that lie beside it.</summary>
    /// <exception cref="IOException">A record is none, or the folder cannot be written to.</exception>
    public void WriteManifest()
    {
        // Of models that finish together, here or in another process, the last writer must have read all records.
        using var held = HoldManifest();
        var records =
            from path in Directory.EnumerateFiles(Folder, "*" + RecordExtension).Order(StringComparer.Ordinal)
            where !string.Equals(Path.GetFileName(path), ManifestName, StringComparison.Ordinal)
            let record = Checked(Read<ZooRecord>(path), Path.GetFileNameWithoutExtension(path), path)
            where !record.Accuracy.IsEmpty
            select record;
        Save(ManifestPath, new Written(Names.Of(Preset), [.. records]));
    }

    // The operating system ends the hold with the process. Making the manifest takes milliseconds, so who waits long waits in vain.
    private FileStream HoldManifest()
    {
        const int Attempts = 500;
        var path = Path.Combine(Folder, $".{ManifestName}.lock");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(path))
            {
                Thread.Sleep(20);
            }
        }
    }

    private static void Save<T>(string path, T value) => AtomicFile.Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, value, Format);
        stream.Write("\n"u8);
    });

    private static T Read<T>(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(stream, Format) ?? throw new JsonException("it is null.");
        }
        catch (JsonException e)
        {
            throw new IOException($"'{path}' is no record of the zoo: {e.Message}", e);
        }
    }

    private ZooRecord Checked(ZooRecord record, string name, string path) =>
        string.Equals(record.Name, name, StringComparison.Ordinal) && string.Equals(record.Preset, Names.Of(Preset), StringComparison.Ordinal)
            ? record
            : throw new IOException($"'{path}' is the record of {record.Name} ({record.Preset}); expected {name} ({Names.Of(Preset)}).");

    private sealed record Written(string Preset, ImmutableArray<ZooRecord> Models);
}
