using Repro.Models.Engines.Managed.Hooks;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// Causal attention of one block for a group of sequences: per sequence and head, scores = Q·Kᵀ, pattern = softmax, z = pattern·V,
/// each a small matrix product.
/// </summary>
internal sealed unsafe class Attention(TransformerConfig config, Widths widths, KernelSet kernels)
{
    private readonly float _scale = (float)(1 / Math.Sqrt(config.DHead));

    /// <summary>From queries, keys and values to z.</summary>
    /// <param name="w">Scratch.</param>
    /// <param name="a">The block's activations: reads Query, writes Pattern and Z.</param>
    /// <param name="keys">Keys and values [(sequence, position), (keys, values), head].</param>
    /// <param name="length">Positions with keys of a sequence.</param>
    /// <param name="sequences">Sequences in the group.</param>
    /// <param name="positions">Query positions, ascending.</param>
    /// <param name="hooks">Observers of scores and patterns.</param>
    /// <param name="layer">The block.</param>
    public void Forward(
        Workspace w, BlockActivations a, in RowSource keys, int length, int sequences, ReadOnlySpan<int> positions, HookSession? hooks, int layer)
    {
        var queries = positions.Length;
        var rows = sequences * widths.Heads * queries;
        CountKeys(w, positions, rows);
        for (var sequence = 0; sequence < sequences; sequence++)
        {
            for (var head = 0; head < widths.Heads; head++)
            {
                Panels.Transpose(keys.From((nint)sequence * length, head * widths.Head), length, widths.Head, w.KeyPanel, (nint)Panels.Width * widths.Head);
                ByPanels(QueryRows(a.Query, sequence, head, queries), w.KeyPanel, PatternRows(w, a.Pattern, sequence, head, queries), w, queries, length);
            }
        }

        var scale = _scale;
        if (hooks is not null && hooks.Wants(HookKind.AttentionScores, layer))
        {
            ScaleAndMask(a.Pattern, w.PatternWidth, rows, length, w.KeyCounts);
            hooks.At(HookKind.AttentionScores, layer, a.Pattern, w.PatternWidth, positions);

            // As in TransformerLens the hook fires behind the mask: a finite score put above the diagonal counts. Scores that are
            // still −∞ become exactly 0, so an untouched row gives the bits of a masked one.
            scale = 1;
            new Span<int>(w.KeyCounts, rows).Fill(length);
        }

        kernels.SoftmaxRows(a.Pattern, w.PatternWidth, rows, length, w.KeyCounts, scale);
        if (hooks is not null && hooks.Wants(HookKind.Pattern, layer))
        {
            // What a hook puts above the diagonal counts.
            hooks.At(HookKind.Pattern, layer, a.Pattern, w.PatternWidth, positions);
            new Span<int>(w.KeyCounts, rows).Fill(length);
        }

        for (var sequence = 0; sequence < sequences; sequence++)
        {
            for (var head = 0; head < widths.Heads; head++)
            {
                var values = InOrder(keys.From((nint)sequence * length, widths.Attention + (head * widths.Head)), length, w.GatheredValue, out var stride);
                ByRows(PatternRows(w, a.Pattern, sequence, head, queries), w, values, stride, QueryRows(a.Z, sequence, head, queries), queries, length);
            }
        }
    }

    /// <summary>From the gradient of z (in DZ) to those of queries (DQuery), keys and values (DKeyValue); the rest as forward.</summary>
    public void Backward(Workspace w, BlockActivations a, in RowSource keys, int length, int sequences, ReadOnlySpan<int> positions)
    {
        var queries = positions.Length;
        var rows = sequences * widths.Heads * queries;
        CountKeys(w, positions, rows);
        for (int key = 0, query = 0; key < length; key++)
        {
            while (query < queries && positions[query] < key)
            {
                query++;
            }

            w.FirstQueries[key] = query;
        }

        for (var sequence = 0; sequence < sequences; sequence++)
        {
            for (var head = 0; head < widths.Heads; head++)
            {
                // dPattern = dz·Vᵀ.
                Panels.Transpose(
                    keys.From((nint)sequence * length, widths.Attention + (head * widths.Head)), length, widths.Head, w.KeyPanel, (nint)Panels.Width * widths.Head);
                ByPanels(QueryRows(w.DZ, sequence, head, queries), w.KeyPanel, PatternRows(w, w.DPattern, sequence, head, queries), w, queries, length);
            }
        }

        kernels.SoftmaxRowsBackward(a.Pattern, w.DPattern, w.PatternWidth, rows, length, w.KeyCounts, _scale);

        for (var sequence = 0; sequence < sequences; sequence++)
        {
            for (var head = 0; head < widths.Heads; head++)
            {
                var dScores = PatternRows(w, w.DPattern, sequence, head, queries);
                var keyRows = InOrder(keys.From((nint)sequence * length, head * widths.Head), length, w.GatheredValue, out var stride);
                ByRows(dScores, w, keyRows, stride, QueryRows(w.DQuery, sequence, head, queries), queries, length);

                var dKeys = w.DKeyValue + ((nint)sequence * length * widths.KeyValue) + (head * widths.Head);
                Transposed(dScores, w, QueryRows(a.Query, sequence, head, queries), dKeys, queries, length);
                Transposed(
                    PatternRows(w, a.Pattern, sequence, head, queries), w, QueryRows(w.DZ, sequence, head, queries), dKeys + widths.Attention, queries, length);
            }
        }
    }

    // Attention is causal: a query sees the keys up to its own position. Rows of scores are (sequence, head, query).
    private static void CountKeys(Workspace w, ReadOnlySpan<int> positions, int rows)
    {
        for (int row = 0, query = 0; row < rows; row++)
        {
            w.KeyCounts[row] = positions[query] + 1;
            query = query == positions.Length - 1 ? 0 : query + 1;
        }
    }

    private float* QueryRows(float* buffer, int sequence, int head, int queries) =>
        buffer + ((nint)sequence * queries * widths.Query) + (head * widths.Head);

    private float* PatternRows(Workspace w, float* buffer, int sequence, int head, int queries) =>
        buffer + ((((nint)sequence * widths.Heads) + head) * queries * w.PatternWidth);

    private float* InOrder(in RowSource source, int count, float* scratch, out nint stride)
    {
        if (source.InOrder)
        {
            stride = source.Stride;
            return source[0];
        }

        Rows.Gather(source, count, widths.Head, scratch, widths.Head);
        stride = widths.Head;
        return scratch;
    }

    // [query, key] = x [query, d_head] · panels [d_head, key], for the keys that a query sees
    private void ByPanels(float* x, float* panels, float* result, Workspace w, int queries, int length) => kernels.Multiply(new Product
    {
        Rows = queries,
        Columns = length,
        Depth = widths.Head,
        A = x,
        ARow = widths.Query,
        ADepth = 1,
        B = panels,
        BDepth = Panels.Width,
        BBlock = (nint)Panels.Width * widths.Head,
        C = result,
        CRow = w.PatternWidth,
        PaddedC = true,
        ColumnsUpTo = w.KeyCounts,
    });

    // [query, d_head] = x [query, key] · rows [key, d_head], over the keys that a query sees
    private void ByRows(float* x, Workspace w, float* rows, nint stride, float* result, int queries, int length) => kernels.Multiply(new Product
    {
        Rows = queries,
        Columns = widths.Head,
        Depth = length,
        A = x,
        ARow = w.PatternWidth,
        ADepth = 1,
        B = rows,
        BDepth = stride,
        BBlock = 16,
        C = result,
        CRow = widths.Query,
        PaddedC = true,
        DepthUpTo = w.KeyCounts,
    });

    // [key, d_head] = xᵀ [key, query] · y [query, d_head], over the queries that see a key
    private void Transposed(float* x, Workspace w, float* y, float* result, int queries, int length) => kernels.Multiply(new Product
    {
        Rows = length,
        Columns = widths.Head,
        Depth = queries,
        A = x,
        ARow = 1,
        ADepth = w.PatternWidth,
        B = y,
        BDepth = widths.Query,
        BBlock = 16,
        C = result,
        CRow = widths.KeyValue,
        PaddedC = true,
        DepthFrom = w.FirstQueries,
    });

    private void ScaleAndMask(float* scores, int stride, int rows, int length, int* counts)
    {
        for (var row = 0; row < rows; row++, scores += stride)
        {
            for (var key = 0; key < length; key++)
            {
                scores[key] = key < counts[row] ? scores[key] * _scale : float.NegativeInfinity;
            }
        }
    }
}
