using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Maps;

namespace Repro.Claims.Zoo;

/// <summary>
/// Where model files lie in a repository: <c>artifacts/models/PRESET/NAME.safetensors</c> those trained here, which git ignores,
/// and <c>artifacts/zoo/PRESET/NAME.safetensors</c> those committed; and their node maps, <c>artifacts/circuits/PRESET/NAME/map.json</c>.
/// </summary>
/// <param name="root">The repository's folder.</param>
public sealed class ModelFolder(string root)
{
    private const string Extension = ".safetensors";

    private readonly string _trained = Path.Combine(root, "artifacts", "models");
    private readonly string _zoo = Path.Combine(root, "artifacts", "zoo");
    private readonly string _root = root;

    /// <summary>The models of the repository around a directory.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no repository.</exception>
    public static ModelFolder Locate(string directory) => RepositoryRoot.Find(directory) is { } root
        ? new ModelFolder(root)
        : throw new DirectoryNotFoundException(
            $"No {RepositoryRoot.Solution} lies in {directory} or above it, so there is no folder of models; run inside the repository or name a file.");

    /// <summary>The file of a model trained here, present or not.</summary>
    public string Trained(ModelName name, Preset preset) => FileIn(_trained, name, preset);

    /// <summary>The file of a committed model, present or not.</summary>
    public string Zoo(ModelName name, Preset preset) => FileIn(_zoo, name, preset);

    /// <summary>The file of a model where one is present, that of the zoo before one trained here; else null.</summary>
    public string? Find(ModelName name, Preset preset) => new[] { Zoo(name, preset), Trained(name, preset) }.FirstOrDefault(File.Exists);

    /// <summary>The folder of a preset's committed models, present or not.</summary>
    public string ZooOf(Preset preset) => Path.Combine(_zoo, Names.Of(preset));

    /// <summary>The file of a model's node map, present or not.</summary>
    public string Map(ModelName name, Preset preset) => NodeMapFile.PathIn(_root, preset, name);

    /// <summary>All models present, as preset and name, in order.</summary>
    public IEnumerable<(string Preset, string Name)> Present() =>
        from folder in (string[])[_trained, _zoo]
        from preset in Enum.GetValues<Preset>().Select(Names.Of)
        let models = Path.Combine(folder, preset)
        where Directory.Exists(models)
        from file in Directory.EnumerateFiles(models, "*" + Extension).Order(StringComparer.Ordinal)
        where !file.EndsWith(ModelTraining.CheckpointExtension, StringComparison.Ordinal)
        select (preset, Path.GetFileNameWithoutExtension(file));

    private static string FileIn(string folder, ModelName name, Preset preset)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Path.Combine(folder, Names.Of(preset), name + Extension);
    }
}
