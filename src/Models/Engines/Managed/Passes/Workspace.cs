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

    private Workspace(TransformerConfig config, Widths widths, Size size, bool backward)
    {
        Most = size;
        PatternWidth = Widths.Padded(size.Length);

        var rows = size.Rows;
        var patternRows = rows * config.Heads;
        Blocks = new BlockActivations[config.Layers];
        for (var layer = 0; layer < config.Layers; layer++)
        {
            // Without a backward pass two sets take turns: a block reads its input from one and writes its output to the other.
            Blocks[layer] = backward || layer < 2
                ? new BlockActivations(_arena, config, widths, rows, rows, patternRows, PatternWidth)
                : Blocks[layer - 2];
        }

        Output = _arena.Floats((long)rows * widths.Model);
        FinalMean = _arena.Floats(size.Queries);
        FinalScale = _arena.Floats(size.Queries);
        FinalNormal = _arena.Floats((long)size.Queries * widths.Model);
        Logits = _arena.Floats((long)size.Queries * widths.Vocabulary);
        PositionEmbedding = _arena.Floats((long)rows * widths.Model);
        KeyNormal = _arena.Floats((long)rows * widths.Model);

        var headRows = (long)PatternWidth * widths.Head;
        KeyPanel = _arena.Floats(headRows);
        GatheredValue = _arena.Floats(headRows);
        KeyRows = _arena.Pointers((long)size.Sequences * size.Length);
        KeyCounts = _arena.Integers(patternRows);
        FirstQueries = _arena.Integers(size.Length);
        if (backward)
        {
            DResidual = _arena.Floats((long)rows * widths.Model);
            DQueryResidual = _arena.Floats((long)rows * widths.Model);
            DNormal = _arena.Floats((long)rows * widths.Model);
            DQueryNormal = _arena.Floats((long)rows * widths.Model);
            DMlp = _arena.Floats((long)rows * widths.Mlp);
            DZ = _arena.Floats((long)rows * widths.Query);
            DQuery = _arena.Floats((long)rows * widths.Query);
            DKeyValue = _arena.Floats((long)rows * widths.KeyValue);
            DPattern = _arena.Floats((long)patternRows * PatternWidth);
            Left = _arena.Floats((long)rows * (Math.Max(config.DHead, Math.Max(config.DModel, config.DMlp)) + 16));
            DLogits = _arena.Floats((long)size.Queries * widths.Vocabulary);
        }
    }

    private Size Most { get; }

    /// <summary>Elements from row to row of scores and patterns.</summary>
    public int PatternWidth { get; }

    public BlockActivations[] Blocks { get; }

    /// <summary>
    /// Residual stream behind the last block [query, d_model], and behind any other whose rows are not those of the next one.
    /// </summary>
    public float* Output { get; }

    public float* FinalMean { get; }

    public float* FinalScale { get; }

    public float* FinalNormal { get; }

    public float* Logits { get; }

    /// <summary>Position embedding of each row; used when block 0 does not start from the embedding table.</summary>
    public float* PositionEmbedding { get; }

    /// <summary>Keys or values of one head, transposed, as a packed right-hand operand.</summary>
    public float* KeyPanel { get; }

    public float* GatheredValue { get; }

    /// <summary>Normed input at the positions of the keys, where these are not all rows.</summary>
    public float* KeyNormal { get; }

    /// <summary>Where the keys and values of each (sequence, position) lie, when not in order.</summary>
    public float** KeyRows { get; }

    /// <summary>Number of keys that each row of scores sees.</summary>
    public int* KeyCounts { get; }

    /// <summary>The first query that sees each key.</summary>
    public int* FirstQueries { get; }

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

    /// <summary>Room for the left operand of a weight's gradient.</summary>
    public float* Left { get; }

    /// <summary>
    /// This workspace, or a larger one in its place, for groups of some sequences with so many rows each. A backward pass needs the
    /// activations of every block.
    /// </summary>
    public static Workspace For(
        Workspace? existing, TransformerConfig config, Widths widths, int sequences, int rowsOfEach, Sequences what, bool backward)
    {
        var size = new Size(sequences, sequences * rowsOfEach, sequences * what.QueryCount, what.Length);
        if (existing is null)
        {
            return new Workspace(config, widths, size, backward);
        }

        var most = existing.Most.With(size);
        if (most == existing.Most)
        {
            return existing;
        }

        // In this order, because the caller keeps the present one where memory does not suffice.
        var larger = new Workspace(config, widths, most, backward);
        existing.Dispose();
        return larger;
    }

    public void Dispose() => _arena.Dispose();

    // The largest group: sequences, rows of one block, rows with logits, positions with keys of a sequence.
    private readonly record struct Size(int Sequences, int Rows, int Queries, int Length)
    {
        public Size With(Size other) => new(
            Math.Max(Sequences, other.Sequences), Math.Max(Rows, other.Rows), Math.Max(Queries, other.Queries), Math.Max(Length, other.Length));
    }
}
