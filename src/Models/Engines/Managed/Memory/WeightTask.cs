namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// One contiguous range of the flat parameters, and how to refresh the packed copies of it. Ranges are cut so that many threads
/// share the work evenly; each lies in one tensor (for heads: in one head of it).
/// </summary>
internal sealed unsafe class WeightTask
{
    private const int MostRows = 256;
    private readonly Action<Weights, WeightTask>? _pack;

    private WeightTask(int offset, int length, bool fromTable, int head, int firstRow, int rows, Action<Weights, WeightTask>? pack)
    {
        Offset = offset;
        Length = length;
        FromTable = fromTable;
        Head = head;
        FirstRow = firstRow;
        Rows = rows;
        _pack = pack;
    }

    /// <summary>First element in the flat buffer.</summary>
    public int Offset { get; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Whether the whole gradient stands in the first shard's buffer, because it is made from the embedding table.</summary>
    public bool FromTable { get; }

    private int Head { get; }

    private int FirstRow { get; }

    private int Rows { get; }

    public void Pack(Weights weights) => _pack?.Invoke(weights, this);

    /// <summary>All tasks of a model: together they cover every parameter once.</summary>
    public static List<WeightTask> For(Weights weights, EngineLayout layout)
    {
        var all = new List<WeightTask>();
        var (config, widths) = (weights.Config, weights.Widths);
        var (d, dHead, mlp) = (config.DModel, config.DHead, config.DMlp);
        var tied = config.TiedUnembedding;
        foreach (var spec in layout.Public.All)
        {
            var offset = layout.Offset(spec.Name);
            var parts = spec.Name.Split('.');
            var layer = parts is ["blocks", ..] ? int.Parse(parts[1]) : -1;
            var firstBlock = layer == 0;
            var tasks = (layer < 0 ? spec.Name : string.Join('.', parts[2..])) switch
            {
                "embed.W_E" when tied => Matrix(offset, config.Vocabulary, d, false, SetTiedUnembedding),
                "embed.W_E" => Matrix(offset, config.Vocabulary, d, true, null),
                "pos_embed.W_pos" => Matrix(offset, config.Context, d, true, null),
                "attn.W_Q" => Heads(offset, config.Heads, d, dHead, firstBlock, (w, t) => Set(
                    w, t, dHead, w.Blocks[layer].Query, w.Blocks[layer].QueryTransposed, t.FirstRow, t.Head * widths.Head)),
                "attn.W_K" => Heads(offset, config.Heads, d, dHead, firstBlock, (w, t) => Set(
                    w, t, dHead, w.Blocks[layer].KeyValue, w.Blocks[layer].KeyValueTransposed, t.FirstRow, t.Head * widths.Head)),
                "attn.W_V" => Heads(offset, config.Heads, d, dHead, firstBlock, (w, t) => Set(
                    w, t, dHead, w.Blocks[layer].KeyValue, w.Blocks[layer].KeyValueTransposed, t.FirstRow, widths.Attention + (t.Head * widths.Head))),
                "attn.W_O" => Heads(offset, config.Heads, dHead, d, false, (w, t) => Set(
                    w, t, d, w.Blocks[layer].Out, w.Blocks[layer].OutTransposed, (t.Head * widths.Head) + t.FirstRow, 0)),
                "attn.b_Q" => [Vector(offset, spec.Length, firstBlock, (w, t) => SetBias(
                    w, t, dHead, w.Blocks[layer].QueryBias))],
                "attn.b_K" => [Vector(offset, spec.Length, firstBlock, (w, t) => SetBias(
                    w, t, dHead, w.Blocks[layer].KeyValueBias))],
                "attn.b_V" => [Vector(offset, spec.Length, firstBlock, (w, t) => SetBias(
                    w, t, dHead, w.Blocks[layer].KeyValueBias + widths.Attention))],
                "mlp.W_in" => Matrix(offset, d, mlp, false, (w, t) => Set(
                    w, t, mlp, w.Blocks[layer].MlpIn, w.Blocks[layer].MlpInTransposed, t.FirstRow, 0)),
                "mlp.W_out" => Matrix(offset, mlp, d, false, (w, t) => Set(
                    w, t, d, w.Blocks[layer].MlpOut, w.Blocks[layer].MlpOutTransposed, t.FirstRow, 0)),
                "unembed.W_U" => Matrix(offset, d, config.Vocabulary, false, (w, t) => Set(
                    w, t, config.Vocabulary, w.Unembed, w.UnembedTransposed, t.FirstRow, 0)),
                "ln1.w" or "ln1.b" => [Vector(offset, spec.Length, firstBlock, null)],
                _ => [Vector(offset, spec.Length, false, null)],
            };
            all.AddRange(tasks);
        }

        return all;
    }

    private static WeightTask Vector(int offset, int length, bool fromTable, Action<Weights, WeightTask>? pack) =>
        new(offset, length, fromTable, 0, 0, 1, pack);

    private static IEnumerable<WeightTask> Matrix(int offset, int rows, int columns, bool fromTable, Action<Weights, WeightTask>? pack) =>
        Heads(offset, 1, rows, columns, fromTable, pack);

    private static IEnumerable<WeightTask> Heads(int offset, int heads, int rows, int columns, bool fromTable, Action<Weights, WeightTask>? pack)
    {
        for (var head = 0; head < heads; head++)
        {
            for (var row = 0; row < rows; row += MostRows)
            {
                var count = Math.Min(MostRows, rows - row);
                yield return new WeightTask(offset + (((head * rows) + row) * columns), count * columns, fromTable, head, row, count, pack);
            }
        }
    }

    // Rows firstRow … of a matrix with the given number of columns stand at (k, n) of the packed matrix and, swapped, of the
    // transposed one.
    private static void Set(Weights weights, WeightTask task, int columns, PackedMatrix packed, PackedMatrix transposed, int k, int n)
    {
        packed.Set(weights.Flat + task.Offset, task.Rows, columns, k, n);
        if (weights.ForTraining)
        {
            transposed.SetTransposed(weights.Flat + task.Offset, task.Rows, columns, n, k);
        }
    }

    // The unembedding [d, vocabulary] is the transpose of W_E.
    private static void SetTiedUnembedding(Weights weights, WeightTask task)
    {
        var d = weights.Config.DModel;
        weights.Unembed.SetTransposed(weights.Flat + task.Offset, task.Rows, d, 0, task.FirstRow);
        if (weights.ForTraining)
        {
            weights.UnembedTransposed.Set(weights.Flat + task.Offset, task.Rows, d, task.FirstRow, 0);
        }
    }

    private static void SetBias(Weights weights, WeightTask task, int dHead, float* padded)
    {
        var widths = weights.Widths;
        for (var head = 0; head < widths.Heads; head++)
        {
            new ReadOnlySpan<float>(weights.Flat + task.Offset + (head * dHead), dHead).CopyTo(new Span<float>(padded + (head * widths.Head), dHead));
        }
    }
}
