using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>What is worked out of a model once while it is open, as a claim's judgement and its controls both ask.</summary>
internal sealed class OnceAModel<T>(Func<MappedModel, CancellationToken, IEnumerable<T>> workOut)
{
    // By its engine, as a control may give the same map to other parameters.
    private readonly ConditionalWeakTable<IEngine, T[]> _known = [];

    /// <summary>All that there is.</summary>
    public ImmutableArray<T> Of(MappedModel model, CancellationToken cancellation) =>
        [.. _known.GetValue(model.Engine, _ => [.. workOut(model, cancellation)])];
}
