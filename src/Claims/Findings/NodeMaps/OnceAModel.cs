using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// What is worked out of a model once in a process, as a claim's judgement and its controls ask, and sometimes two claims: of a model from files by
/// its parameters and where it runs, of one made by hand by its engine, as a control may give the same map to other parameters.
/// </summary>
internal sealed class OnceAModel<T>(Func<MappedModel, CancellationToken, IEnumerable<T>> workOut)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Sha256, string Device), ImmutableArray<T>> _studied = [];
    private readonly ConditionalWeakTable<IEngine, T[]> _made = [];

    /// <summary>All that there is.</summary>
    public ImmutableArray<T> Of(MappedModel model, CancellationToken cancellation)
    {
        // Working it out keeps all cores busy, so nothing is lost when others wait.
        lock (_gate)
        {
            if (model.Studied is not { } studied)
            {
                return [.. _made.GetValue(model.Engine, _ => [.. workOut(model, cancellation)])];
            }

            var key = (studied.ParametersSha256, model.Engine.Device);
            return _studied.TryGetValue(key, out var known) ? known : _studied[key] = [.. workOut(model, cancellation)];
        }
    }
}
