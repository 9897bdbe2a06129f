using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Maps;
using Repro.Models.Hub;

namespace Repro.Claims.Zoo;

/// <summary>
/// The checkpoints that the authors of arXiv 2402.02619 published: on the Hugging Face hub one repository for each model,
/// <c>PhilipQuirke/QuantaMaths_NAME</c>; here, after a fetch, <c>CACHE/quanta-maths/NAME</c>.
/// </summary>
/// <param name="hub">The hub's address.</param>
/// <param name="cache">The folder of downloaded files.</param>
public sealed class QuantaMaths(Uri hub, string cache)
{
    /// <summary>What the collection is called in commands.</summary>
    public const string Collection = "quanta-maths";

    /// <summary>The variable that names another hub, for instance a mirror.</summary>
    public const string HubVariable = "REPRO_HUB";

    /// <summary>The weights and what the authors recorded beside them: loss curve, behaviours and features of nodes.</summary>
    public static ImmutableArray<string> Files { get; } =
    [
        PublishedContent.Weights, PublishedContent.TrainingLoss, PublishedNodeFile.Behaviours, PublishedNodeFile.Features,
    ];

    private readonly string _folder = Path.Combine(cache, Collection);

    /// <summary>The collection on the hub that <see cref="HubVariable"/> names, else on huggingface.co, and in the user's cache.</summary>
    /// <exception cref="FormatException">The variable holds no http address.</exception>
    public static QuantaMaths Locate()
    {
        var text = Environment.GetEnvironmentVariable(HubVariable) is { Length: > 0 } named ? named : "https://huggingface.co";
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var hub) && hub.Scheme is "http" or "https"
            ? new QuantaMaths(hub, CacheFolder.Locate())
            : throw new FormatException($"{HubVariable} is '{text}'; it must be an address such as https://huggingface.co.");
    }

    /// <summary>The folder of one model, present or not.</summary>
    public string FolderOf(ModelName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Path.Combine(_folder, name.ToString());
    }

    /// <summary>The address of one file.</summary>
    public Uri AddressOf(ModelName name, string file) => new(hub, $"PhilipQuirke/QuantaMaths_{name}/resolve/main/{file}");

    /// <summary>Downloads what is missing of a model's files; gives each with its SHA-256.</summary>
    /// <exception cref="DownloadException">A file cannot be downloaded, is none of a model, or is another one than the first time.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<ImmutableArray<(string File, string Sha256)>> Fetch(ModelName name, Downloader downloader, CancellationToken cancellation)
    {
        var fetched = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var file in Files)
        {
            var cached = Cached(name, file);
            fetched.Add((cached.Path, await cached.Fetch(AddressOf(name, file), downloader, cancellation)));
        }

        return fetched.ToImmutable();
    }

    /// <summary>The fetched weights of a model, unchanged since their download.</summary>
    /// <exception cref="FileNotFoundException">They were not fetched.</exception>
    /// <exception cref="IOException">They were changed, or are seen for the first time and are none of this model.</exception>
    public string WeightsOf(ModelName name)
    {
        var file = Cached(name, PublishedContent.Weights);
        if (!File.Exists(file.Path))
        {
            throw new FileNotFoundException($"There is no '{file.Path}'; 'repro fetch {Collection} {name}' downloads it.");
        }

        file.Verify();
        return file.Path;
    }

    /// <summary>The models whose weights were fetched, in order.</summary>
    public IEnumerable<ModelName> Fetched() =>
        from folder in Directory.Exists(_folder) ? Directory.GetDirectories(_folder).Order(StringComparer.Ordinal) : Enumerable.Empty<string>()
        let name = Path.GetFileName(folder)
        where ModelName.IsName(name) && File.Exists(Path.Combine(folder, PublishedContent.Weights))
        select ModelName.Parse(name);

    private CachedFile Cached(ModelName name, string file) => new(Path.Combine(FolderOf(name), file), PublishedContent.Check);
}
