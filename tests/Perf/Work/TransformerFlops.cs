using Repro.Models.Engines.Managed.Passes;
using Repro.Models.Transformer;

namespace Repro.Perf.Work;

/// <summary>
/// Floating-point operations that a batch needs, a multiply-add counting 2. Counted are matrix products and attention after what
/// the task saves: positions behind the last wanted one are not run, block 0's queries, keys and values once per distinct
/// (token, position) pair, the last block's queries, output and MLP at the wanted positions only, causal attention its lower
/// triangle only. Element-wise work (below 2 % of the operations) is left out, so shares of the peak are a little too small.
/// </summary>
public static class TransformerFlops
{
    /// <summary>One forward pass.</summary>
    /// <param name="config">The model.</param>
    /// <param name="sequences">Sequences in the batch.</param>
    /// <param name="wanted">Positions whose logits are wanted, ascending.</param>
    /// <param name="pairs">Distinct (token, position) pairs in the batch.</param>
    public static double Forward(TransformerConfig config, int sequences, IReadOnlyList<int> wanted, int pairs)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(wanted);
        var length = wanted[^1] + 1;
        var d = (double)config.DModel;
        var attention = (double)config.AttentionWidth;
        var rows = (double)sequences * length;
        var queries = (double)sequences * wanted.Count;
        var sum = 0.0;
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var last = layer == config.Layers - 1;
            var outputs = last ? queries : rows;

            // (query, key) pairs of one sequence.
            var visible = last ? wanted.Sum(position => position + 1.0) : length * (length + 1.0) / 2;
            sum += layer == 0 ? pairs * d * attention * 3 : (rows * d * attention * 2) + (outputs * d * attention);
            sum += sequences * visible * attention * 2;
            sum += outputs * attention * d;
            sum += outputs * d * config.DMlp * 2;
        }

        return 2 * (sum + (queries * d * config.Vocabulary));
    }

    /// <summary>Forward and backward: each product has two gradients of its own cost.</summary>
    public static double Step(TransformerConfig config, int sequences, IReadOnlyList<int> wanted, int pairs) =>
        3 * Forward(config, sequences, wanted, pairs);

    /// <summary>
    /// A forward pass with interventions, as the engine runs it: each block at the positions in its scope, without the table of
    /// distinct pairs. Attention counts the lower triangle, and nothing where z is the clean run's.
    /// </summary>
    internal static double Computed(TransformerConfig config, Sequences what)
    {
        var d = (double)config.DModel;
        var attention = (double)config.AttentionWidth;
        var sum = what.QueryCount * d * config.Vocabulary;
        for (var layer = what.FirstBlock; layer < config.Layers && what.QueryCount > 0; layer++)
        {
            var scope = what.Blocks[layer];
            sum += scope.Queries.Length * ((d * attention) + (d * config.DMlp * 2));
            if (!scope.CleanZ)
            {
                var visible = scope.Queries.Sum(position => position + 1.0);
                sum += ((scope.Keys.Length * 2) + scope.Queries.Length) * d * attention;
                sum += visible * attention * 2;
            }
        }

        return 2 * sum * what.Batch.Count;
    }
}
