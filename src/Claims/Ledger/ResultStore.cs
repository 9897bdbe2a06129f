using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims.Arithmetic;
using Repro.Models.Storage;

namespace Repro.Claims.Ledger;

/// <summary>The folder of result files, one JSON file a claim.</summary>
public sealed class ResultStore
{
    /// <summary>Environment variable that names another folder.</summary>
    public const string Variable = "REPRO_RESULTS";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        // The files are read by people and never embedded in HTML, so + and < stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>A store in a folder, which is made when first written to.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="commit">Commit that written results name.</param>
    public ResultStore(string folder, string? commit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Folder = Path.GetFullPath(folder);
        Commit = commit;
    }

    /// <summary>Where the files lie.</summary>
    public string Folder { get; }

    /// <summary>Commit that written results name.</summary>
    public string? Commit { get; }

    /// <summary>The store of the repository around the current directory, or of the folder that <see cref="Variable"/> names.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither is there.</exception>
    public static ResultStore Locate() => Locate(Environment.CurrentDirectory, Environment.GetEnvironmentVariable);

    /// <summary>The same from another directory and other variables.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither is there.</exception>
    public static ResultStore Locate(string directory, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(environment);
        var commit = SourceRevision.Find(directory, environment);
        if (environment(Variable) is { Length: > 0 } folder)
        {
            return new ResultStore(Path.Combine(directory, folder), commit);
        }

        return RepositoryRoot.Find(directory) is { } root
            ? new ResultStore(Path.Combine(root, "artifacts", "results"), commit)
            : throw new DirectoryNotFoundException(
                $"No {RepositoryRoot.Solution} lies in {directory} or above it, so there is no place for results; run inside the repository or set {Variable} to a folder.");
    }

    /// <summary>Where results of models of a size go: this store for compact ones, a folder within it for others.</summary>
    public ResultStore For(Preset size) => size == Preset.Compact ? this : new(Path.Combine(Folder, Names.Of(size)), Commit);

    /// <summary>The verdict of the claim's result file, or null where there is none.</summary>
    /// <exception cref="IOException">The file cannot be read or is no result of a claim with this id.</exception>
    public LastVerdict? LastVerdict(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var path = PathOf(claim.Id);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            var written = JsonSerializer.Deserialize<Written>(stream, Format) ?? throw new JsonException("it is null.");
            return string.Equals(written.Claim.Id, claim.Id, StringComparison.Ordinal)
                ? new LastVerdict(written.Verdict, written.Claim.Asks(claim))
                : throw new JsonException($"it is one of {written.Claim.Id}.");
        }
        catch (JsonException e)
        {
            throw new IOException($"'{path}' is no result of {claim.Id}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Writes a result to <c>ID.json</c> and returns the path. The file is whole or absent: it is written under another name, flushed
    /// and renamed, so a failed write leaves the old one.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public string Write(ClaimResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Directory.CreateDirectory(Folder);
        var path = PathOf(result.Claim.Id);
        AtomicFile.Write(path, stream =>
        {
            JsonSerializer.Serialize(stream, result with { Commit = Commit }, Format);
            stream.Write("\n"u8);
        });
        return path;
    }

    private string PathOf(string id) => Path.Combine(Folder, $"{id}.json");

    // The part of a result file that is read back.
    private sealed record Written
    {
        public required WrittenClaim Claim { get; init; }

        public required Verdict Verdict { get; init; }
    }

    private sealed record WrittenClaim
    {
        public required string Id { get; init; }

        public string? Statement { get; init; }

        public Criterion? Criterion { get; init; }

        public IReadOnlyList<string> Models { get; init; } = [];

        public IReadOnlyList<string> Controls { get; init; } = [];

        /// <summary>Whether the verdict would be one on a claim of today: what is asked, of which models, and what must hold beside it.</summary>
        public bool Asks(Claim claim) =>
            string.Equals(Statement, claim.Statement, StringComparison.Ordinal)
            // The reason for a threshold may be put in other words.
            && Criterion is not null && Criterion with { Reason = claim.Criterion.Reason } == claim.Criterion
            && Models.SequenceEqual(claim.Models, StringComparer.Ordinal)
            && Controls.SequenceEqual(claim.Controls, StringComparer.Ordinal);
    }
}
