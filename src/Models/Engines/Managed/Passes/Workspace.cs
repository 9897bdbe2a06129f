using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// One thread's buffers for a group of sequences on its way through the model. Groups are small enough that what one operation
/// writes the next one finds in the cache; their size changes no bits, because every sum over rows continues in row order.
/// </summary>
internal sealed unsafe class Workspace : IDisposable
{
    private readonly Arena _arena = new();

    public Workspace(TransformerConfig config, Widths widths, int sequences, int length, ReadOnlySpan<int> queries, bool backward)
    {
        MostSequences = sequences;
        Length = length;
        QueryCount = queries.Length;
        Backward = backward;
        PatternWidth = Widths.Padded(length);

        var rows = sequences * length;
        var mostQueries = config.Layers == 1 ? sequences * queries.Length : rows;
        var patternRows = mostQueries * config.Heads;
        Blocks = new BlockActivations[config.Layers];
        for (var layer = 0; layer < config.Layers; layer++)
        {
            // Without a backward pass two sets take turns: a block reads its input from one and writes its output to the other.
            Blocks[layer] = backward || layer < 2
                ? new BlockActivations(_arena, config, widths, rows, mostQueries, patternRows, PatternWidth)
                : Blocks[layer - 2];
        }

        Final = _arena.Floats((long)mostQueries * widths.Model);
        FinalMean = _arena.Floats(mostQueries);
        FinalScale = _arena.Floats(mostQueries);
        FinalNormal = _arena.Floats((long)mostQueries * widths.Model);
        Logits = _arena.Floats((long)mostQueries * widths.Vocabulary);
        PositionEmbedding = _arena.Floats((long)rows * widths.Model);

        var headRows = (long)PatternWidth * widths.Head;
        KeyPanel = _arena.Floats(headRows);
        GatheredQuery = _arena.Floats(headRows);
        GatheredValue = _arena.Floats(headRows);

        AllKeys = Counts(length, sequences * config.Heads, position => position + 1);
        var wanted = _queries = queries.ToArray();
        EveryKey = Counts(length, sequences * config.Heads, _ => length);
        QueryKeys = Counts(wanted.Length, sequences * config.Heads, index => wanted[index] + 1);
        AllFirstQueries = Counts(length, 1, key => key);
        QueryFirstQueries = Counts(length, 1, key => wanted.Count(position => position < key));
        if (backward)
        {
            DResidual = _arena.Floats((long)rows * widths.Model);
            DQueryResidual = _arena.Floats((long)mostQueries * widths.Model);
            DNormal = _arena.Floats((long)rows * widths.Model);
            DQueryNormal = _arena.Floats((long)mostQueries * widths.Model);
            DMlp = _arena.Floats((long)mostQueries * widths.Mlp);
            DZ = _arena.Floats((long)mostQueries * widths.Query);
            DQuery = _arena.Floats((long)mostQueries * widths.Query);
            DKeyValue = _arena.Floats((long)rows * widths.KeyValue);
            DPattern = _arena.Floats((long)patternRows * PatternWidth);
            DLogits = _arena.Floats((long)mostQueries * widths.Vocabulary);
        }

        int* Counts(int perGroup, int groups, Func<int, int> count)
        {
            var counts = _arena.Integers((long)perGroup * groups);
            for (var i = 0; i < perGroup * groups; i++)
            {
                counts[i] = count(i % perGroup);
            }

            return counts;
        }
    }

    private readonly int[] _queries;

    public int MostSequences { get; }

    public int Length { get; }

    public int QueryCount { get; }

    public bool Backward { get; }

    /// <summary>Elements from row to row of scores and patterns.</summary>
    public int PatternWidth { get; }

    public BlockActivations[] Blocks { get; }

    /// <summary>Residual stream behind the last block [query, d_model].</summary>
    public float* Final { get; }

    public float* FinalMean { get; }

    public float* FinalScale { get; }

    public float* FinalNormal { get; }

    public float* Logits { get; }

    /// <summary>Position embedding of each row; used when block 0 does not start from the embedding table.</summary>
    public float* PositionEmbedding { get; }

    /// <summary>Keys or values of one head, transposed, as a packed right-hand operand.</summary>
    public float* KeyPanel { get; }

    public float* GatheredQuery { get; }

    public float* GatheredValue { get; }

    /// <summary>Number of keys that each row of scores may see, when every position is a query.</summary>
    public int* AllKeys { get; }

    /// <summary>No mask: every key for every row, when every position is a query.</summary>
    public int* EveryKey { get; }

    /// <summary>As <see cref="AllKeys"/> when only the wanted positions are queries.</summary>
    public int* QueryKeys { get; }

    /// <summary>The first query that sees each key, when every position is a query.</summary>
    public int* AllFirstQueries { get; }

    /// <summary>As <see cref="AllFirstQueries"/> when only the wanted positions are queries.</summary>
    public int* QueryFirstQueries { get; }

    public float* DResidual { get; }

    public float* DQueryResidual { get; }

    public float* DNormal { get; }

    public float* DQueryNormal { get; }

    public float* DMlp { get; }

    public float* DZ { get; }

    public float* DQuery { get; }

    public float* DKeyValue { get; }

    public float* DPattern { get; }

    public float* DLogits { get; }

    /// <summary>Whether this workspace serves such groups.</summary>
    public bool Fits(int sequences, int length, ReadOnlySpan<int> queries) =>
        sequences <= MostSequences && length == Length && queries.SequenceEqual(_queries);

    public void Dispose() => _arena.Dispose();
}
