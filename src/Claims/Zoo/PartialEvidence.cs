using System.Collections.Immutable;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Zoo;

/// <summary>
/// The sets of questions that a model was asked so far, in a hidden file beside its record. Measuring a large model takes as long as
/// training it, so a kill must not cost the sets that are done.
/// </summary>
internal sealed class PartialEvidence
{
    private readonly string _path;
    private readonly string _hash;
    private ImmutableArray<AccuracyResult> _results = [];

    /// <summary>Takes up what was measured of parameters with this hash.</summary>
    /// <exception cref="IOException">The file cannot be read or is none.</exception>
    public PartialEvidence(string recordPath, string parametersSha256)
    {
        _path = PathOf(recordPath);
        _hash = parametersSha256;
        if (File.Exists(_path) && RecordFile.Read<Written>(_path, "partial evidence of a model, and may be deleted") is var written
            && string.Equals(written.ParametersSha256, _hash, StringComparison.Ordinal))
        {
            _results = written.Results;
        }
    }

    /// <summary>The result of so many questions of a set, if they were asked.</summary>
    public AccuracyResult? Find(string set, long questions) =>
        _results.FirstOrDefault(result => string.Equals(result.Set, set, StringComparison.Ordinal) && result.Questions == questions);

    /// <summary>Keeps a result.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(AccuracyResult result)
    {
        _results = _results.Add(result);
        RecordFile.Write(_path, new Written(_hash, _results));
    }

    /// <summary>Removes what there is: everything is in the record.</summary>
    /// <exception cref="IOException">The file cannot be removed.</exception>
    public static void Remove(string recordPath) => File.Delete(PathOf(recordPath));

    private static string PathOf(string recordPath) =>
        Path.Combine(Path.GetDirectoryName(recordPath)!, $".{Path.GetFileNameWithoutExtension(recordPath)}.evidence.tmp");

    private sealed record Written(string ParametersSha256, ImmutableArray<AccuracyResult> Results);
}
