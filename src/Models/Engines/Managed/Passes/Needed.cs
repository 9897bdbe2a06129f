using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// What a run with hooks must compute. Attention is causal, so positions behind the last one that is looked at do not matter; blocks above
/// the last one that is looked at do not either, and of this block only keys and values matter at other positions.
/// </summary>
internal static class Needed
{
    /// <summary>The run of a request with logits at the wanted positions, ascending; null where nothing is looked at.</summary>
    public static Sequences? Of(TransformerConfig config, TokenBatch batch, ForwardRequest request, ImmutableArray<int> wanted)
    {
        ImmutableArray<int> everywhere = [.. Enumerable.Range(0, batch.Length)];
        var recorded = request.Record.IsEmpty ? [] : request.RecordPositions ?? everywhere;
        if (wanted.IsEmpty && recorded.IsEmpty)
        {
            return null;
        }

        // What an edge carries is computed for all rows at once.
        if (!request.Edges.IsEmpty)
        {
            return Sequences.Whole(config, batch, everywhere.AsSpan(), batch.Length);
        }

        var last = config.Layers - 1;
        var seen = recorded.IsEmpty ? -1 : request.Record.Max(point => Block(config, point));
        var top = wanted.IsEmpty ? seen : last;
        int[] outputs = [.. wanted.Union(seen == top ? recorded : []).Order()];

        // Scores and patterns have a key axis, and may be changed above the diagonal.
        var acausal = request.Record.Any(IsByKey) || request.Interventions.Any(intervention => IsByKey(intervention.At));
        var length = acausal ? batch.Length : 1 + Math.Max(wanted.IsEmpty ? 0 : wanted[^1], recorded.IsEmpty ? 0 : recorded[^1]);

        var all = new PositionRange(0, length);
        var positions = all.Positions();
        var below = new BlockScope(all, positions, positions);
        var nothing = new BlockScope(default, [], []);
        return new Sequences(batch, length,
        [
            .. Enumerable.Repeat(below, top),
            new BlockScope(all, outputs, positions),
            .. Enumerable.Repeat(nothing, last - top),
        ]);
    }

    // The block that must run for the hook point to fire.
    private static int Block(TransformerConfig config, HookPoint at) => at.Kind switch
    {
        HookKind.Embed or HookKind.PositionEmbed => 0,
        HookKind.NormFinalScale or HookKind.NormFinal => config.Layers - 1,
        _ => at.Layer,
    };

    private static bool IsByKey(HookPoint at) => at.Kind is HookKind.AttentionScores or HookKind.Pattern;
}
