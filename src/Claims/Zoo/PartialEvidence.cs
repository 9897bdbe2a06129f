using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Storage;

namespace Repro.Claims.Zoo;

/// <summary>
/// The sets of questions that a model was asked so far, in a hidden file beside its record. Measuring a large model takes as long as
/// training it, so a kill must not cost the sets that are done. Only for who holds the model's lock.
/// </summary>
internal sealed class PartialEvidence
{
    private readonly string _path;
    private Written _written;

    /// <summary>Takes up what was measured of parameters with this hash on this device.</summary>
    /// <exception cref="IOException">The file cannot be read or is none.</exception>
    public PartialEvidence(string recordPath, string parametersSha256, string device)
    {
        _path = PathOf(recordPath);
        _written = new Written(parametersSha256, device, []);
        if (File.Exists(_path) && RecordFile.Read<Written>(_path, "partial evidence of a model, and may be deleted") is var written
            && _written with { Results = written.Results } == written)
        {
            _written = written;
        }
    }

    /// <summary>What was measured so far.</summary>
    public ImmutableArray<AccuracyResult> Results => _written.Results;

    /// <summary>Whether there is any beside a record.</summary>
    public static bool IsLeft(string recordPath) => File.Exists(PathOf(recordPath));

    /// <summary>Keeps a result.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(AccuracyResult result)
    {
        _written = _written with { Results = Results.Add(result) };
        AtomicFile.RemoveLeftovers(_path);
        RecordFile.Write(_path, _written);
    }

    /// <summary>Removes what there is: everything is in the record.</summary>
    /// <exception cref="IOException">The file cannot be removed.</exception>
    public static void Remove(string recordPath) => File.Delete(PathOf(recordPath));

    private static string PathOf(string recordPath) =>
        Path.Combine(Path.GetDirectoryName(recordPath)!, $".{Path.GetFileNameWithoutExtension(recordPath)}.evidence.tmp");

    private sealed record Written(string ParametersSha256, string Device, ImmutableArray<AccuracyResult> Results);
}
