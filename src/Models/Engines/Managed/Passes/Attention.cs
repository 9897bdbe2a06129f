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
    /// <param name="keyValue">Keys and values, [row, (keys, values), head].</param>
    /// <param name="map">Row of <paramref name="keyValue"/> for each (sequence, position), or null when they are in order.</param>
    /// <param name="sequences">Sequences in the group.</param>
    /// <param name="queries">Query positions per sequence.</param>
    /// <param name="hooks">Observers of scores and patterns.</param>
    /// <param name="layer">The block.</param>
    public void Forward(Workspace w, BlockActivations a, float* keyValue, int* map, int sequences, int queries, HookSession? hooks, int layer)
    {
        var length = w.Length;
        var counts = queries == length ? w.AllKeys : w.QueryKeys;
        var visible = counts;
        var rows = sequences * widths.Heads * queries;
        for (var sequence = 0; sequence < sequences; sequence++)
        {
            var (keys, rowMap) = KeyRows(keyValue, map, sequence, length);
            for (var head = 0; head < widths.Heads; head++)
            {
                Panels.Transpose(keys + (head * widths.Head), widths.KeyValue, rowMap, length, widths.Head, w.KeyPanel, (nint)Panels.Width * widths.Head);
                ByPanels(QueryRows(a.Query, sequence, head, queries), w.KeyPanel, PatternRows(w, a.Pattern, sequence, head, queries), w, queries, visible);
            }
        }

        var scale = _scale;
        if (hooks is not null && hooks.Wants(HookKind.AttentionScores, layer))
        {
            ScaleAndMask(a.Pattern, w.PatternWidth, rows, length, counts);
            hooks.At(HookKind.AttentionScores, layer, a.Pattern, w.PatternWidth);

            // As in TransformerLens the hook fires behind the mask: a finite score put above the diagonal counts. Scores that are
            // still −∞ become exactly 0, so an untouched row gives the bits of a masked one.
            scale = 1;
            counts = w.EveryKey;
        }

        if (hooks is not null && (hooks.Wants(HookKind.AttentionScores, layer) || hooks.Wants(HookKind.Pattern, layer)))
        {
            // What a hook puts above the diagonal counts.
            visible = w.EveryKey;
        }

        kernels.SoftmaxRows(a.Pattern, w.PatternWidth, rows, length, counts, scale);
        hooks?.At(HookKind.Pattern, layer, a.Pattern, w.PatternWidth);

        for (var sequence = 0; sequence < sequences; sequence++)
        {
            var (keys, rowMap) = KeyRows(keyValue, map, sequence, length);
            for (var head = 0; head < widths.Heads; head++)
            {
                var values = InOrder(keys + widths.Attention + (head * widths.Head), rowMap, length, w.GatheredValue, out var stride);
                ByRows(PatternRows(w, a.Pattern, sequence, head, queries), w.PatternWidth, values, stride, QueryRows(a.Z, sequence, head, queries), widths.Query, queries, length, visible);
            }
        }
    }

    /// <summary>From the gradient of z (in DZ) to those of queries (DQuery), keys and values (DKeyValue).</summary>
    public void Backward(Workspace w, BlockActivations a, float* keyValue, int* map, int sequences, int queries)
    {
        var length = w.Length;
        var counts = queries == length ? w.AllKeys : w.QueryKeys;
        var firsts = queries == length ? w.AllFirstQueries : w.QueryFirstQueries;
        for (var sequence = 0; sequence < sequences; sequence++)
        {
            var (keys, rowMap) = KeyRows(keyValue, map, sequence, length);
            for (var head = 0; head < widths.Heads; head++)
            {
                // dPattern = dz·Vᵀ.
                Panels.Transpose(keys + widths.Attention + (head * widths.Head), widths.KeyValue, rowMap, length, widths.Head, w.KeyPanel, (nint)Panels.Width * widths.Head);
                ByPanels(QueryRows(w.DZ, sequence, head, queries), w.KeyPanel, PatternRows(w, w.DPattern, sequence, head, queries), w, queries, counts);
            }
        }

        kernels.SoftmaxRowsBackward(a.Pattern, w.DPattern, w.PatternWidth, sequences * widths.Heads * queries, length, counts, _scale);

        for (var sequence = 0; sequence < sequences; sequence++)
        {
            var (keys, rowMap) = KeyRows(keyValue, map, sequence, length);
            for (var head = 0; head < widths.Heads; head++)
            {
                var dScores = PatternRows(w, w.DPattern, sequence, head, queries);
                var keyRows = InOrder(keys + (head * widths.Head), rowMap, length, w.GatheredValue, out var stride);
                ByRows(dScores, w.PatternWidth, keyRows, stride, QueryRows(w.DQuery, sequence, head, queries), widths.Query, queries, length, counts);

                var dKeys = w.DKeyValue + ((nint)sequence * length * widths.KeyValue) + (head * widths.Head);
                Transposed(dScores, w, QueryRows(a.Query, sequence, head, queries), dKeys, queries, length, firsts);
                Transposed(
                    PatternRows(w, a.Pattern, sequence, head, queries), w, QueryRows(w.DZ, sequence, head, queries), dKeys + widths.Attention, queries, length, firsts);
            }
        }
    }

    // Keys (and behind them values) of a sequence: either in order from its first row, or anywhere through the map.
    private KeyPointers KeyRows(float* keyValue, int* map, int sequence, int length) => map is null
        ? new KeyPointers(keyValue + ((nint)sequence * length * widths.KeyValue), null)
        : new KeyPointers(keyValue, map + ((nint)sequence * length));

    private float* QueryRows(float* buffer, int sequence, int head, int queries) =>
        buffer + ((nint)sequence * queries * widths.Query) + (head * widths.Head);

    private float* PatternRows(Workspace w, float* buffer, int sequence, int head, int queries) =>
        buffer + ((((nint)sequence * widths.Heads) + head) * queries * w.PatternWidth);

    private float* InOrder(float* source, int* map, int count, float* scratch, out nint stride)
    {
        if (map is null)
        {
            stride = widths.KeyValue;
            return source;
        }

        Rows.Gather(source, widths.KeyValue, map, count, widths.Head, scratch, widths.Head);
        stride = widths.Head;
        return scratch;
    }

    // [query, key] = x [query, d_head] · panels [d_head, key], for the keys that a query sees
    private void ByPanels(float* x, float* panels, float* result, Workspace w, int queries, int* visible) => kernels.Multiply(new Product
    {
        Rows = queries,
        Columns = w.Length,
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
        ColumnsUpTo = visible,
    });

    // [query, d_head] = x [query, key] · rows [key, d_head], over the keys that a query sees
    private void ByRows(float* x, nint xStride, float* rows, nint stride, float* result, nint resultStride, int queries, int length, int* visible) => kernels.Multiply(new Product
    {
        Rows = queries,
        Columns = widths.Head,
        Depth = length,
        A = x,
        ARow = xStride,
        ADepth = 1,
        B = rows,
        BDepth = stride,
        BBlock = 16,
        C = result,
        CRow = resultStride,
        PaddedC = true,
        DepthUpTo = visible,
    });

    // [key, d_head] = xᵀ [key, query] · y [query, d_head], over the queries that see a key
    private void Transposed(float* x, Workspace w, float* y, float* result, int queries, int length, int* firsts) => kernels.Multiply(new Product
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
        DepthFrom = firsts,
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

    private readonly struct KeyPointers(float* keys, int* map)
    {
        public void Deconstruct(out float* first, out int* rowMap)
        {
            first = keys;
            rowMap = map;
        }
    }
}
