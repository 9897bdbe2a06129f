using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>As many heads and MLPs as are useful by the authors' rule, drawn at random, must not suffice.</summary>
public sealed class RandomNodes : ICircuitControl
{
    private const int Sets = 5;
    private const double MostRight = 0.05;

    /// <inheritdoc/>
    public string Name => "with 5 random sets of as many heads and MLPs every model answers at most 5 % right";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var most = 0.0;
        foreach (var model in models)
        {
            var sufficiency = new Sufficiency(model.Engine, model.Questions());
            var nodes = AuthorsNodes.Of(model, cancellation).Select(effect => effect.Node).ToArray();
            for (var set = 0ul; set < Sets; set++)
            {
                cancellation.ThrowIfCancellationRequested();
                most = Math.Max(most, sufficiency.Keep(sufficiency.RandomLike(nodes, StoredMaps.Seed + set)).Max(kept => kept.Share));
            }
        }

        return new ControlOutcome(Name, most <= MostRight, FormattableString.Invariant($"a share of at most {most:0.0000} in {models.Length} models"));
    }
}
