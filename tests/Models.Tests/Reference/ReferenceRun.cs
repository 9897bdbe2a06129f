using System.Collections.Immutable;
using Repro.Models.Engines;
using Repro.Models.Engines.Edges;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Reference;

/// <summary>One forward run of the reference: applies the interventions as hook points fire and keeps what was there afterwards.</summary>
internal sealed class ReferenceRun(ImmutableArray<Intervention> interventions, ImmutableArray<EdgeIntervention> edges)
{
    /// <summary>The changed edges.</summary>
    public ImmutableArray<EdgeIntervention> Edges { get; } = edges;

    /// <summary>The value at every hook point, after the interventions at it.</summary>
    public Dictionary<HookPoint, ReferenceTensor> Hooks { get; } = [];

    /// <summary>[batch, position, d_vocab], at every position.</summary>
    public ReferenceTensor Logits { get; set; } = new(0, 0, 0);

    /// <summary>Lets a hook point fire once.</summary>
    public ReferenceTensor Fire(HookPoint point, ReferenceTensor values)
    {
        foreach (var intervention in interventions.Where(candidate => candidate.At == point))
        {
            Apply(intervention, values);
        }

        Hooks.Add(point, values);
        return values;
    }

    /// <summary>As in TransformerLens a change at scores or pattern reaches the masked keys too: all key positions of a chosen query.</summary>
    private static void Apply(Intervention change, ReferenceTensor values)
    {
        var attention = change.At.Kind is HookKind.AttentionScores or HookKind.Pattern;
        var (positionAxis, headAxis) = attention ? (2, 1) : (1, 2);
        var perSequence = values.Values.Length / values.Shape[0];
        for (var offset = 0; offset < values.Values.Length; offset++)
        {
            var index = Index(offset, values.Shape);
            var chosen = (change.Positions.IsEmpty || change.Positions.Contains(index[positionAxis]))
                && (change.Heads.IsEmpty || change.Heads.Contains(index[headAxis]));
            if (!chosen)
            {
                continue;
            }

            var source = change.Source is null ? 0 : change.Source.Values[change.Source.Shape[0] == 1 ? offset % perSequence : offset];
            values.Values[offset] = change.Kind switch
            {
                InterventionKind.Zero => 0,
                InterventionKind.Replace => source,
                InterventionKind.Add => values.Values[offset] + source,
                _ => throw new ArgumentException($"Unknown intervention {change.Kind}."),
            };
        }
    }

    private static int[] Index(int offset, int[] shape)
    {
        var index = new int[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] = offset % shape[axis];
            offset /= shape[axis];
        }

        return index;
    }
}
