using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Edges;

/// <summary>Refuses edges that do not fit the model or each other, before anything runs.</summary>
internal static class EdgeCheck
{
    public static void Validate(TransformerConfig config, TokenBatch tokens, ForwardRequest request)
    {
        var seen = new Dictionary<(Sender, Receiver), List<EdgeIntervention>>();
        foreach (var edge in request.Edges)
        {
            var name = $"{edge.From} → {edge.To}";
            Component(config, edge.From.Layer, edge.From.Index, name);
            Component(config, edge.To.Layer, edge.To.Index, name);
            if (!edge.To.IsAfter(edge.From))
            {
                throw new ArgumentException($"The edge {name} runs backwards: a head reads what lower layers write, an MLP also its own layer's heads.");
            }

            RequestCheck.Positions(edge.Positions.AsSpan(), tokens.Length, $"position of the edge {name}", ascending: false);
            RequestCheck.Source(config, edge.From.Output.Kind, edge.Source, [], tokens, $"edge {name}");

            if (!seen.TryGetValue((edge.From, edge.To), out var same))
            {
                seen.Add((edge.From, edge.To), same = []);
            }

            if (same.Exists(other => Overlap(other.Positions, edge.Positions)))
            {
                throw new ArgumentException($"The edge {name} is changed twice at one position.");
            }

            same.Add(edge);
            NormUnchanged(request, edge, name);
        }
    }

    private static void Component(TransformerConfig config, int layer, int head, string name)
    {
        if (layer >= config.Layers)
        {
            throw new ArgumentException($"The edge {name} names layer {layer}; the model has layers 0 to {config.Layers - 1}.");
        }

        if (head >= config.Heads)
        {
            throw new ArgumentException($"The edge {name} names head {head}; the model has heads 0 to {config.Heads - 1}.");
        }
    }

    private static bool Overlap(ImmutableArray<int> some, ImmutableArray<int> others) =>
        some.IsEmpty || others.IsEmpty || some.Any(others.Contains);

    // A head with edges norms its own input, so a change of the norm that all heads share would pass it by unseen.
    private static void NormUnchanged(ForwardRequest request, EdgeIntervention edge, string name)
    {
        foreach (var intervention in request.Interventions)
        {
            if (edge.To.IsHead && intervention.At.Layer == edge.To.Layer && intervention.At.Kind is HookKind.Norm1 or HookKind.Norm1Scale)
            {
                throw new ArgumentException($"The edge {name} and the intervention at {intervention.At} cannot be in one run: the head would not see the latter.");
            }
        }
    }
}
