using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>What a model's subtractions show when little of them is made that of an addition, worked out once for a claim and its controls.</summary>
internal static class Steering
{
    private static readonly OnceAModel<SteeringOutcome> Known = new((model, cancellation) => SwappedOperation.Kinds.Select(kind =>
    {
        cancellation.ThrowIfCancellationRequested();
        return OperationSteering.Of(model.Engine, kind, StoredMaps.Seed);
    }));

    /// <summary>The outcomes of both kinds of subtraction; none where the model answers no pair of questions of a kind right.</summary>
    public static ImmutableArray<SteeringOutcome> Of(MappedModel model, CancellationToken cancellation)
    {
        var outcomes = Known.Of(model, cancellation);
        return outcomes.Any(outcome => outcome.Whole.Trials == 0) ? [] : outcomes;
    }
}
