using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>Two fixed pairs may be met by chance, so heads without SA at the same place are asked too.</summary>
public sealed class OtherHeads : ICircuitControl
{
    /// <inheritdoc/>
    public string Name => "of the first layer's other heads at the same positions none passes";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var (asked, passed) = (0, 0);
        foreach (var model in models)
        {
            for (var digit = 0; digit < model.Map.Layout.Digits - 1; digit++)
            {
                var heads = BaseValueHeads.Of(model.Map, digit);
                foreach (var node in Node.All(model.Engine.Config, [.. heads.Select(head => head.Position).Distinct()]))
                {
                    if (node.Head is not null && node.Layer == 0 && !heads.Contains(node))
                    {
                        asked++;
                        passed += SharedByPublishedPairs.Passes(model, digit, [node], cancellation) ? 1 : 0;
                    }
                }
            }
        }

        return new ControlOutcome(Name, asked > 0 && passed == 0, $"{passed} of {asked}");
    }
}
