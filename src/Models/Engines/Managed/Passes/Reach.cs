using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// How far interventions reach: the positions that each block must compute anew when everything else is taken from the clean run.
/// Attention is causal, so a changed key reaches its own and all later queries, and nothing else reaches another position.
/// </summary>
internal static class Reach
{
    /// <summary>The changed run of a batch with logits at the wanted positions, ascending.</summary>
    public static Sequences Of(TransformerConfig config, TokenBatch batch, ImmutableArray<Intervention> interventions, ImmutableArray<int> wanted)
    {
        // Scores and patterns may be changed above the diagonal; without that, positions behind the last wanted one cannot matter.
        var acausal = interventions.Any(intervention => intervention.At.Kind is HookKind.AttentionScores or HookKind.Pattern);
        var length = acausal || wanted.IsEmpty ? batch.Length : wanted[^1] + 1;
        var blocks = ImmutableArray.CreateBuilder<BlockScope>(config.Layers);
        var changed = default(PositionRange);
        int[] before = [];
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var keys = changed;
            var outputs = default(PositionRange);
            var attentionChanged = false;
            foreach (var intervention in interventions)
            {
                var (block, atInput) = Place(config, intervention.At);
                if (block == layer)
                {
                    var positions = Positions(intervention, length);
                    keys = atInput ? keys.With(positions) : keys;
                    outputs = outputs.With(positions);
                    attentionChanged |= intervention.At.Kind is HookKind.Query or HookKind.AttentionScores or HookKind.Pattern;
                }
            }

            // Then all that attention reads is the clean run's.
            var cleanZ = keys.IsEmpty && !attentionChanged;
            changed = keys.IsEmpty ? outputs : outputs.With(new PositionRange(keys.From, length));
            if (layer == config.Layers - 1)
            {
                int[] queries = [.. wanted.Where(changed.Contains)];
                blocks.Add(queries.Length == 0 ? new BlockScope(default, [], []) : new BlockScope(keys, queries, before, cleanZ));
                break;
            }

            blocks.Add(new BlockScope(keys, changed.Positions(), before, cleanZ));
            before = blocks[layer].Queries;
        }

        return new Sequences(batch, length, blocks.MoveToImmutable());
    }

    // The block that must run for the hook point to fire, and whether the point lies before keys and values: then other positions
    // see the change in this block already. The final layer norm is reached through the last block.
    private static (int Block, bool AtInput) Place(TransformerConfig config, HookPoint at) => at.Kind switch
    {
        HookKind.Embed or HookKind.PositionEmbed => (0, true),
        HookKind.ResidualPre or HookKind.Norm1Scale or HookKind.Norm1 or HookKind.Key or HookKind.Value => (at.Layer, true),
        HookKind.NormFinalScale or HookKind.NormFinal => (config.Layers - 1, false),
        _ => (at.Layer, false),
    };

    // The least range with all positions of an intervention that lie within the length.
    private static PositionRange Positions(Intervention intervention, int length)
    {
        if (intervention.Positions.IsEmpty)
        {
            return new PositionRange(0, length);
        }

        var range = default(PositionRange);
        foreach (var position in intervention.Positions)
        {
            range = position < length ? range.With(new PositionRange(position, position + 1)) : range;
        }

        return range;
    }
}
