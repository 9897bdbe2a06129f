using Repro.Models.Engines.Edges;
using Repro.Models.Engines.Managed.Hooks;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// The forward pass of a group of sequences on one thread. With hooks every value is made apart so that it can be seen and
/// changed; without them additions and activations are fused into the products. Both give the same bits.
/// </summary>
internal sealed unsafe class ForwardPass(Weights weights, KernelSet kernels)
{
    private readonly TransformerConfig _config = weights.Config;
    private readonly Widths _widths = weights.Widths;
    private readonly Attention _attention = new(weights.Config, weights.Widths, kernels);

    /// <summary>Runs sequences first … first + count − 1 up to the logits at the wanted positions, which stay in the workspace.</summary>
    /// <param name="w">Buffers for so many sequences.</param>
    /// <param name="sequences">The batch, and what each block computes of it.</param>
    /// <param name="table">Block 0's input, queries, keys and values; null when a hook may change them.</param>
    /// <param name="clean">Where everything that the blocks do not compute comes from; null when they compute all.</param>
    /// <param name="first">First sequence of the group.</param>
    /// <param name="count">Sequences in the group.</param>
    /// <param name="hooks">Observers, or null.</param>
    /// <param name="kept">Takes what each block computes, or null.</param>
    public void Run(
        Workspace w, Sequences sequences, EmbeddingTable? table, CleanRun? clean, int first, int count, HookSession? hooks, CleanRun? kept = null)
    {
        for (var layer = sequences.FirstBlock; layer <= sequences.LastBlock; layer++)
        {
            if (layer > 0)
            {
                CompleteInput(w, sequences, clean, layer, first, count);
            }
            else if (table is null)
            {
                Embed(w, sequences, first, count, hooks);
            }

            Block(w, sequences, layer == 0 ? table : null, clean, layer, first, count, hooks);
            kept?.Take(w.Blocks[layer], layer, first, count);
        }

        if (sequences.QueryCount == 0)
        {
            return;
        }

        var queries = count * sequences.QueryCount;
        var weight = weights.Flat + weights.FinalNormWeight;
        var bias = weights.Flat + weights.FinalNormBias;
        var read = Read(hooks, Receiver.Logits, w.Output);
        kernels.RowMoments(read, _widths.Model, queries, _config.DModel, _config.LayerNormEpsilon, w.FinalMean, w.FinalScale);
        hooks?.At(HookKind.NormFinalScale, -1, w.FinalScale, 1, sequences.Queries);
        kernels.NormaliseRows(read, _widths.Model, queries, _config.DModel, w.FinalMean, w.FinalScale, weight, bias, w.FinalNormal, _widths.Model);
        hooks?.At(HookKind.NormFinal, -1, w.FinalNormal, _widths.Model, sequences.Queries);
        Products.Forward(kernels, w.FinalNormal, _widths.Model, queries, weights.Unembed, weights.LogitBias, w.Logits, _widths.Vocabulary);
    }

    // What a component reads: the residual stream, or a changed copy where its edges are changed.
    private static float* Read(HookSession? hooks, Receiver receiver, float* residual) =>
        hooks?.Edges is { } edges ? edges.Input(receiver, residual) : residual;

    private void Embed(Workspace w, Sequences sequences, int first, int count, HookSession? hooks)
    {
        var positions = sequences.Blocks[0].Rows;
        var d = _config.DModel;
        var residual = w.Blocks[0].ResidualPre;
        var placed = w.PositionEmbedding;
        nint row = 0;
        for (var sequence = 0; sequence < count; sequence++)
        {
            var tokens = sequences.Batch[first + sequence];
            foreach (var position in positions)
            {
                Rows.Copy(weights.Flat + weights.TokenEmbedding + ((nint)tokens[position] * d), residual + (row * _widths.Model), d);
                Rows.Copy(weights.Flat + weights.PositionEmbedding + ((nint)position * d), placed + (row * _widths.Model), d);
                row++;
            }
        }

        hooks?.At(HookKind.Embed, -1, residual, _widths.Model, positions);
        hooks?.At(HookKind.PositionEmbed, -1, placed, _widths.Model, positions);
        kernels.Add(placed, residual, row * _widths.Model);
    }

    // The block before has written the block's input where both have the same rows. Else its output lies apart, and the other rows
    // are the clean run's.
    private void CompleteInput(Workspace w, Sequences sequences, CleanRun? clean, int layer, int first, int count)
    {
        var scope = sequences.Blocks[layer];
        var before = sequences.Blocks[layer - 1].Queries.Length;
        if (before == scope.Rows.Length)
        {
            return;
        }

        var row = w.Blocks[layer].ResidualPre;
        for (var sequence = 0; sequence < count; sequence++)
        {
            for (var i = 0; i < scope.Rows.Length; i++, row += _widths.Model)
            {
                var made = scope.RowsBefore[i];
                var source = made < 0
                    ? clean!.Residual(layer, first + sequence, scope.Rows[i])
                    : w.Output + ((((nint)sequence * before) + made) * _widths.Model);
                Rows.Copy(source, row, _widths.Model);
            }
        }
    }

    private void Block(Workspace w, Sequences sequences, EmbeddingTable? table, CleanRun? clean, int layer, int first, int count, HookSession? hooks)
    {
        var a = w.Blocks[layer];
        var packed = weights.Blocks[layer];
        var flat = weights.Flat;
        var offsets = weights.Offsets[layer];
        var length = sequences.Length;
        var scope = sequences.Blocks[layer];
        var queries = count * scope.Queries.Length;

        var residual = a.QueryResidual;
        if (table is not null)
        {
            table.PointAtKeys(first, count, length, w.KeyRows);
            GatherQueries(table.Residual, a.QueryResidual, _widths.Model);
            GatherQueries(table.Query, a.Query, _widths.Query);
            _attention.Forward(w, a, new RowSource(null, 0, w.KeyRows, 0), length, count, scope.Queries, hooks, layer);
        }
        else if (scope.CleanZ)
        {
            // Without keys the rows are the queries.
            residual = a.ResidualPre;
            TakeZ();
        }
        else
        {
            var rows = count * scope.Rows.Length;
            hooks?.At(HookKind.ResidualPre, layer, a.ResidualPre, _widths.Model, scope.Rows);
            kernels.RowMoments(a.ResidualPre, _widths.Model, rows, _config.DModel, _config.LayerNormEpsilon, a.Mean1, a.Scale1);
            hooks?.At(HookKind.Norm1Scale, layer, a.Scale1, 1, scope.Rows);
            kernels.NormaliseRows(
                a.ResidualPre, _widths.Model, rows, _config.DModel, a.Mean1, a.Scale1, flat + offsets.Norm1Weight, flat + offsets.Norm1Bias, a.Normal1, _widths.Model);
            hooks?.At(HookKind.Norm1, layer, a.Normal1, _widths.Model, scope.Rows);

            var normal = a.Normal1;
            residual = a.ResidualPre;
            if (scope.Picked)
            {
                Rows.Pick(a.ResidualPre, _widths.Model, count, scope.Rows.Length, scope.QueryRows, _widths.Model, a.QueryResidual);
                Rows.Pick(a.Normal1, _widths.Model, count, scope.Rows.Length, scope.QueryRows, _widths.Model, a.QueryNormal1);
                residual = a.QueryResidual;
                normal = a.QueryNormal1;
            }

            Products.Forward(kernels, normal, _widths.Model, queries, packed.Query, packed.QueryBias, a.Query, _widths.Query);
            hooks?.Edges?.Reread(ReceiverKind.Query, layer, residual, packed.Query, packed.QueryBias, 0, a.Query, _widths.Query);
            hooks?.At(HookKind.Query, layer, a.Query, _widths.Query, scope.Queries);
            _attention.Forward(w, a, Keys(), length, count, scope.Queries, hooks, layer);
        }

        hooks?.At(HookKind.Z, layer, a.Z, _widths.Query, scope.Queries);

        AddToResidual(HookKind.AttentionOut, a.Z, _widths.Query, packed.Out, flat + offsets.OutBias, residual, a.ResidualMid);
        hooks?.At(HookKind.ResidualMid, layer, a.ResidualMid, _widths.Model, scope.Queries);

        var read = Read(hooks, Receiver.Mlp(layer), a.ResidualMid);
        kernels.RowMoments(read, _widths.Model, queries, _config.DModel, _config.LayerNormEpsilon, a.Mean2, a.Scale2);
        hooks?.At(HookKind.Norm2Scale, layer, a.Scale2, 1, scope.Queries);
        kernels.NormaliseRows(
            read, _widths.Model, queries, _config.DModel, a.Mean2, a.Scale2, flat + offsets.Norm2Weight, flat + offsets.Norm2Bias, a.Normal2, _widths.Model);
        hooks?.At(HookKind.Norm2, layer, a.Normal2, _widths.Model, scope.Queries);

        if (_config.Activation == Activation.Relu && (hooks is null || !hooks.Wants(HookKind.MlpPre, layer)))
        {
            Products.Forward(
                kernels, a.Normal2, _widths.Model, queries, packed.MlpIn, flat + offsets.MlpInBias, a.MlpPost, _widths.Mlp, ProductFinish.Relu);
        }
        else
        {
            Products.Forward(kernels, a.Normal2, _widths.Model, queries, packed.MlpIn, flat + offsets.MlpInBias, a.MlpPre, _widths.Mlp);
            hooks?.At(HookKind.MlpPre, layer, a.MlpPre, _widths.Mlp, scope.Queries);
            var elements = (nint)queries * _widths.Mlp;
            if (_config.Activation == Activation.Relu)
            {
                kernels.Relu(a.MlpPre, a.MlpPost, elements);
            }
            else
            {
                kernels.Gelu(a.MlpPre, a.MlpPost, elements);
            }
        }

        hooks?.At(HookKind.MlpPost, layer, a.MlpPost, _widths.Mlp, scope.Queries);
        var continues = layer < _config.Layers - 1 && sequences.Blocks[layer + 1].Rows.Length == scope.Queries.Length;
        var next = continues ? w.Blocks[layer + 1].ResidualPre : w.Output;
        AddToResidual(HookKind.MlpOut, a.MlpPost, _widths.Mlp, packed.MlpOut, flat + offsets.MlpOutBias, a.ResidualMid, next);
        hooks?.At(HookKind.ResidualPost, layer, next, _widths.Model, scope.Queries);

        void AddToResidual(HookKind kind, float* x, nint stride, in PackedMatrix w2, float* bias, float* before, float* after)
        {
            if (hooks is null || !hooks.Wants(kind, layer))
            {
                Products.Forward(kernels, x, stride, queries, w2, bias, after, _widths.Model, ProductFinish.AddToOther, before, _widths.Model);
                return;
            }

            Products.Forward(kernels, x, stride, queries, w2, bias, after, _widths.Model);
            hooks.At(kind, layer, after, _widths.Model, scope.Queries);
            kernels.Add(before, after, (nint)queries * _widths.Model);
        }

        // Computes the keys and values in scope; says where all of them lie.
        RowSource Keys()
        {
            var rows = count * scope.Keys.Length;
            var normal = a.Normal1;
            if (scope.Keys.Length < scope.Rows.Length)
            {
                normal = w.KeyNormal;
                for (var sequence = 0; sequence < count; sequence++)
                {
                    Rows.Copy(
                        a.Normal1 + ((((nint)sequence * scope.Rows.Length) + scope.FirstKeyRow) * _widths.Model),
                        normal + ((nint)sequence * scope.Keys.Length * _widths.Model),
                        scope.Keys.Length * _widths.Model);
                }
            }

            Products.Forward(kernels, normal, _widths.Model, rows, packed.KeyValue, packed.KeyValueBias, a.KeyValue, _widths.KeyValue);
            hooks?.Edges?.Reread(ReceiverKind.Key, layer, residual, packed.KeyValue, packed.KeyValueBias, 0, a.KeyValue, _widths.KeyValue);
            hooks?.Edges?.Reread(ReceiverKind.Value, layer, residual, packed.KeyValue, packed.KeyValueBias, _widths.Attention, a.KeyValue, _widths.KeyValue);
            hooks?.At(HookKind.Key, layer, a.KeyValue, _widths.KeyValue, scope.Keys);
            hooks?.At(HookKind.Value, layer, a.KeyValue + _widths.Attention, _widths.KeyValue, scope.Keys);
            if (scope.Keys.Length == length)
            {
                return new RowSource(a.KeyValue, _widths.KeyValue, null, 0);
            }

            clean!.PointAtKeys(layer, first, count, length, w.KeyRows);
            for (var row = 0; row < rows; row++)
            {
                w.KeyRows[(row / scope.Keys.Length * length) + scope.Keys[row % scope.Keys.Length]] = a.KeyValue + ((nint)row * _widths.KeyValue);
            }

            return new RowSource(null, 0, w.KeyRows, 0);
        }

        void TakeZ()
        {
            var z = a.Z;
            for (var sequence = first; sequence < first + count; sequence++)
            {
                foreach (var position in scope.Queries)
                {
                    Rows.Copy(clean!.Z(layer, sequence, position), z, _widths.Query);
                    z += _widths.Query;
                }
            }
        }

        void GatherQueries(float* source, float* destination, int stride)
        {
            var map = table!.RowOf + ((nint)first * length);
            if (!scope.Picked)
            {
                Rows.Gather(source, stride, map, queries, stride, destination, stride);
                return;
            }

            for (var sequence = 0; sequence < count; sequence++)
            {
                foreach (var position in scope.Queries)
                {
                    Rows.Gather(source, stride, map + ((nint)sequence * length) + position, 1, stride, destination, stride);
                    destination += stride;
                }
            }
        }
    }
}
