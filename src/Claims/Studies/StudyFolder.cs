using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Numerics;
using Repro.Models.Storage;

namespace Repro.Claims.Studies;

/// <summary>
/// The files of a study in a repository: of each finished training <c>artifacts/studies/NAME/STAGE/MODEL.json</c>, and
/// <c>summary.json</c>, which is made from these alone, so that shards are merged by copying their files together. Checkpoints and
/// parents lie in <c>artifacts/models/studies/NAME</c>, which git ignores.
/// </summary>
public sealed class StudyFolder
{
    private const string Extension = ".json";
    private const string ModelExtension = ".safetensors";
    private const string SummaryName = "summary" + Extension;

    private readonly string _models;
    private readonly ImmutableArray<StudyRun> _runs;

    /// <summary>The files of a study.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="design">The study.</param>
    public StudyFolder(string root, StudyDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        Design = design;
        Folder = Path.Combine(root, "artifacts", "studies", design.Name);
        SummaryPath = Path.Combine(Folder, SummaryName);
        _models = Path.Combine(root, "artifacts", "models", "studies", design.Name);
        _runs = [.. design.Runs()];
    }

    /// <summary>The study.</summary>
    public StudyDesign Design { get; }

    /// <summary>Where the results lie.</summary>
    public string Folder { get; }

    /// <summary>The file of what all results come to, present or not.</summary>
    public string SummaryPath { get; }

    /// <summary>The files of a study in the repository around a directory.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no repository.</exception>
    public static StudyFolder Locate(string directory, StudyDesign design) => RepositoryRoot.Find(directory) is { } root
        ? new StudyFolder(root, design)
        : throw new DirectoryNotFoundException($"No {RepositoryRoot.Solution} lies in {directory} or above it, so there is no folder of studies.");

    /// <summary>The file of a training's result, present or not.</summary>
    public string RecordPath(StudyRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Path.Combine(Folder, run.Stage, run.Plan.Name + Extension);
    }

    /// <summary>The file of a training's model, present or not.</summary>
    public string ModelPath(StudyRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Path.Combine(_models, run.Stage, run.Plan.Name + ModelExtension);
    }

    /// <summary>The parent of a training; null of one from scratch.</summary>
    public StudyRun? ParentOf(StudyRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Plan.Parent is { } parent ? _runs.First(candidate => candidate.Plan == parent) : null;
    }

    /// <summary>The trainings that start from this one.</summary>
    public IEnumerable<StudyRun> ChildrenOf(StudyRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _runs.Where(child => child.Plan.Parent == run.Plan);
    }

    /// <summary>A training's result; null where there is none.</summary>
    /// <exception cref="IOException">The file cannot be read, was changed, or is the result of another training.</exception>
    public StudyRecord? Record(StudyRun run)
    {
        var path = RecordPath(run);
        if (!File.Exists(path))
        {
            return null;
        }

        var record = Read<StudyRecord>(path, $"result of the study {Design.Name}");
        Require(path, run, "name", record.Name, run.Name);
        Require(path, run, "numerics", $"{record.Numerics}", $"{NumericsVersion.Current}");
        Require(path, run, "config", $"{record.Config}", $"{run.Plan.Config}");
        Require(path, run, "recipe", $"{record.Recipe}", $"{run.Plan.Recipe}");
        Require(path, run, "data", record.Data, run.Plan.CreateData().Identity);
        RequireInitialisation(path, run, record);
        Require(path, run, "number of training questions", $"{record.Additions + record.Subtractions}", $"{(long)run.Plan.Recipe.Steps * run.Plan.Recipe.BatchSize}");
        Require(
            path,
            run,
            "set of questions",
            string.Join(", ", record.Accuracy.Select(result => $"{result.Questions} {result.Set}")),
            string.Join(", ", run.Sets.Select(set => $"{Design.Questions} {set.Name}")));
        return record;
    }

    /// <summary>All results, by <see cref="StudyRun.Name"/>.</summary>
    /// <exception cref="IOException">As for <see cref="Record"/>; also where a file is no result of this study, or a model did not start
    /// from the parent recorded.</exception>
    public ImmutableSortedDictionary<string, StudyRecord> Records()
    {
        var records = ImmutableSortedDictionary.CreateBuilder<string, StudyRecord>(StringComparer.Ordinal);
        foreach (var run in _runs)
        {
            if (Record(run) is not { } record)
            {
                continue;
            }

            if (ParentOf(run) is { } parent && records.TryGetValue(parent.Name, out var from))
            {
                Require(RecordPath(run), run, "initialisation", record.Initialisation, run.Plan.InitialisationStart + from.ParametersSha256);
            }

            records.Add(run.Name, record);
        }

        if (Strangers().FirstOrDefault() is { } stranger)
        {
            throw new IOException(
                $"'{stranger}' is no result of the study {Design.Name}, which has {_runs.Length} of names such as '{RecordPath(_runs[0])}'.");
        }

        return records.ToImmutable();
    }

    /// <summary>Writes a training's result, as a whole or not at all. A result is never replaced by another one.</summary>
    /// <exception cref="IOException">The folder cannot be written to, or there is another result.</exception>
    public void Write(StudyRun run, StudyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var path = RecordPath(run);
        if (Record(run) is { } before && !string.Equals(RecordFile.Text(before), RecordFile.Text(record), StringComparison.Ordinal))
        {
            throw new IOException(
                $"'{path}' has another result than the same training now, whose parameters have the SHA-256 {record.ParametersSha256}.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RecordFile.Write(path, record);
    }

    /// <summary>Makes the summary of all results and its file, and returns it; null, and no file, where there is no result.</summary>
    /// <exception cref="IOException">As for <see cref="Records"/>, or the folder cannot be written to.</exception>
    public StudySummary? WriteSummary()
    {
        if (!Directory.Exists(Folder))
        {
            return null;
        }

        using var held = ManifestLock.Take(SummaryPath);
        AtomicFile.RemoveLeftovers(SummaryPath);
        var records = Records();
        if (records.IsEmpty)
        {
            return null;
        }

        var summary = StudySummary.Of(Design, records);
        RecordFile.Write(SummaryPath, summary);
        return summary;
    }

    /// <summary>The summary by its file, checked against the results beside it; null where there is no such file.</summary>
    /// <exception cref="IOException">As for <see cref="Records"/>, or the results give another summary.</exception>
    public StudySummary? Summary()
    {
        if (!File.Exists(SummaryPath))
        {
            return null;
        }

        var summary = StudySummary.Of(Design, Records());
        return string.Equals(File.ReadAllText(SummaryPath), RecordFile.Text(summary), StringComparison.Ordinal)
            ? summary
            : throw new IOException($"'{SummaryPath}' is not what the results beside it give; 'repro study' makes it again.");
    }

    // Bounds and all other numbers that follow from others must follow from them, so a changed file differs from its own values.
    private static T Read<T>(string path, string what)
    {
        var record = RecordFile.Read<T>(path, what);
        return string.Equals(File.ReadAllText(path), RecordFile.Text(record), StringComparison.Ordinal)
            ? record
            : throw new IOException($"'{path}' was changed: it is not what its own values give. Delete it, and 'repro study' trains and measures again.");
    }

    private void RequireInitialisation(string path, StudyRun run, StudyRecord record)
    {
        var start = run.Plan.InitialisationStart;
        if (run.Plan.Parent is null || !record.Initialisation.StartsWith(start, StringComparison.Ordinal))
        {
            Require(path, run, "initialisation", record.Initialisation, start);
        }
    }

    private void Require(string path, StudyRun run, string what, string recorded, string expected)
    {
        if (!string.Equals(recorded, expected, StringComparison.Ordinal))
        {
            throw new IOException(
                $"'{path}': the {what} is '{recorded}'; {run.Name} of the study {Design.Name} has '{expected}'. "
                + "Where the file is not to be kept, delete it, and 'repro study' trains and measures again.");
        }
    }

    private IEnumerable<string> Strangers()
    {
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        var known = _runs.Select(RecordPath).Append(SummaryPath).ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFiles(Folder, "*" + Extension, SearchOption.AllDirectories).Where(file => !known.Contains(file)).Order(StringComparer.Ordinal);
    }
}
