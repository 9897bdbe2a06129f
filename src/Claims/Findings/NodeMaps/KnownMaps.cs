using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// The node maps of models by <see cref="CircuitAnalysis"/> with its defaults: read from the model's map file where that is such a map of
/// these very parameters, else made. Each is read or made once in a process, as many claims ask for it.
/// </summary>
internal static class KnownMaps
{
    private static readonly CircuitAnalysis Analysis = new();
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Sha256, string? Path), NodeMap> Maps = [];

    /// <summary>The map of a model.</summary>
    /// <exception cref="IOException">The map file cannot be read or is none.</exception>
    public static NodeMap Of(StudiedModel model, IEngine engine, ImmutableArray<QuestionKind> kinds, CancellationToken cancellation)
    {
        var key = (model.ParametersSha256, model.MapPath);

        // Making a map keeps all cores busy, so nothing is lost when others wait.
        lock (Gate)
        {
            return Maps.TryGetValue(key, out var known)
                ? known
                : Maps[key] = Stored(model) ?? Analysis.Of(engine, $"{model.Name}", kinds, cancellation);
        }
    }

    private static NodeMap? Stored(StudiedModel model) =>
        File.Exists(model.MapPath) && NodeMapFile.Load(model.MapPath) is var map && IsCurrent(map, model.ParametersSha256) ? map : null;

    private static bool IsCurrent(NodeMap map, string sha256) =>
        string.Equals(map.ParametersSha256, sha256, StringComparison.Ordinal)
        && (map.QuestionSeed, map.Asked, map.Ablation, map.Rule) == (Analysis.Seed, Analysis.Questions, Analysis.Ablation, Analysis.Rule)
        && map.Overlap?.QuestionSeed == Analysis.SecondSeed
        && !map.Searches.IsEmpty
        && map.Searches.All(search => search.Found.All(test => test.Source == Analysis.Pairs));
}
