using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>What is to be run: a batch, how many of its positions matter, and the positions that each block computes.</summary>
internal sealed class Sequences
{
    /// <summary>A batch and the scope of each block.</summary>
    public Sequences(TokenBatch batch, int length, ImmutableArray<BlockScope> blocks)
    {
        Batch = batch;
        Length = length;
        Blocks = blocks;
        MostRows = blocks.Max(scope => scope.Rows.Length);
        MostRowsFromTable = blocks.Skip(1).Select(scope => scope.Rows.Length).Append(blocks[0].Queries.Length).Max();
        LastBlock = blocks.Length - 1;
        while (FirstBlock < blocks.Length && blocks[FirstBlock].Rows.Length == 0)
        {
            FirstBlock++;
        }

        while (LastBlock >= 0 && blocks[LastBlock].Rows.Length == 0)
        {
            LastBlock--;
        }
    }

    /// <summary>The batch.</summary>
    public TokenBatch Batch { get; private set; }

    /// <summary>Leading positions that can matter, T: keys are those of positions 0 … T − 1.</summary>
    public int Length { get; }

    /// <summary>What each block computes.</summary>
    public ImmutableArray<BlockScope> Blocks { get; }

    /// <summary>The first block that computes anything; the number of blocks when none does.</summary>
    public int FirstBlock { get; }

    /// <summary>The last block that computes anything; −1 when none does.</summary>
    public int LastBlock { get; }

    /// <summary>The most rows of a sequence that a block holds.</summary>
    public int MostRows { get; }

    /// <summary>As <see cref="MostRows"/> where the embedding table holds the input of block 0, which then computes its output alone.</summary>
    public int MostRowsFromTable { get; }

    /// <summary>Positions at which the last block's output, and so the logits, are computed, ascending.</summary>
    public int[] Queries => Blocks[^1].Queries;

    /// <summary>Number of those positions.</summary>
    public int QueryCount => Queries.Length;

    /// <summary>
    /// All of the first <paramref name="length"/> positions; in the last block everything but keys and values at the
    /// <paramref name="queries"/> only. Reuses <paramref name="before"/> where only the batch differs, so that training allocates nothing.
    /// </summary>
    public static Sequences Whole(TransformerConfig config, TokenBatch batch, ReadOnlySpan<int> queries, int length, Sequences? before = null)
    {
        if (before is not null && before.Length == length && queries.SequenceEqual(before.Queries))
        {
            before.Batch = batch;
            return before;
        }

        var all = new PositionRange(0, length);
        var positions = all.Positions();
        var scope = new BlockScope(all, positions, positions);
        var last = queries.Length == length ? scope : new BlockScope(all, queries.ToArray(), positions);
        return new Sequences(batch, length, [.. Enumerable.Repeat(scope, config.Layers - 1), last]);
    }

    /// <summary>
    /// As <see cref="Whole"/> behind the first <paramref name="from"/> positions, whose keys and values another run has. Those of block 0
    /// stand in the embedding table, all of them.
    /// </summary>
    public static Sequences Behind(TransformerConfig config, TokenBatch batch, ReadOnlySpan<int> queries, int length, int from)
    {
        var later = new PositionRange(from, length);
        var positions = later.Positions();
        var first = new BlockScope(new PositionRange(0, length), positions, []);
        var scope = new BlockScope(later, positions, positions);
        var last = new BlockScope(later, queries.ToArray(), positions);
        return new Sequences(batch, length, [first, .. Enumerable.Repeat(scope, config.Layers - 2), last]);
    }
}
