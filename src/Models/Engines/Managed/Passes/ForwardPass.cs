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
    public void Run(Workspace w, Sequences sequences, EmbeddingTable? table, int first, int count, HookSession? hooks)
    {
        if (table is null)
        {
            Embed(w, sequences, first, count, hooks);
        }

        for (var layer = 0; layer < _config.Layers; layer++)
        {
            Block(w, sequences, layer == 0 ? table : null, layer, first, count, hooks);
        }

        var queries = count * sequences.QueryCount;
        var weight = weights.Flat + weights.FinalNormWeight;
        var bias = weights.Flat + weights.FinalNormBias;
        kernels.RowMoments(w.Final, _widths.Model, queries, _config.DModel, _config.LayerNormEpsilon, w.FinalMean, w.FinalScale);
        hooks?.At(HookKind.NormFinalScale, -1, w.FinalScale, 1);
        kernels.NormaliseRows(w.Final, _widths.Model, queries, _config.DModel, w.FinalMean, w.FinalScale, weight, bias, w.FinalNormal, _widths.Model);
        hooks?.At(HookKind.NormFinal, -1, w.FinalNormal, _widths.Model);
        Products.Forward(kernels, w.FinalNormal, _widths.Model, queries, weights.Unembed, weights.LogitBias, w.Logits, _widths.Vocabulary);
    }

    private void Embed(Workspace w, Sequences sequences, int first, int count, HookSession? hooks)
    {
        var length = sequences.Length;
        var d = _config.DModel;
        var residual = w.Blocks[0].ResidualPre;
        var position = w.PositionEmbedding;
        for (var row = 0; row < count * length; row++)
        {
            var token = sequences.Batch[first + (row / length)][row % length];
            new ReadOnlySpan<float>(weights.Flat + weights.TokenEmbedding + ((nint)token * d), d).CopyTo(new Span<float>(residual + ((nint)row * _widths.Model), d));
            new ReadOnlySpan<float>(weights.Flat + weights.PositionEmbedding + ((nint)(row % length) * d), d).CopyTo(new Span<float>(position + ((nint)row * _widths.Model), d));
        }

        hooks?.At(HookKind.Embed, -1, residual, _widths.Model);
        hooks?.At(HookKind.PositionEmbed, -1, position, _widths.Model);
        kernels.Add(position, residual, (nint)count * length * _widths.Model);
    }

    private void Block(Workspace w, Sequences sequences, EmbeddingTable? table, int layer, int first, int count, HookSession? hooks)
    {
        var a = w.Blocks[layer];
        var packed = weights.Blocks[layer];
        var flat = weights.Flat;
        var offsets = weights.Offsets[layer];
        var length = sequences.Length;
        var last = layer == _config.Layers - 1;
        var picked = last && sequences.QueryCount < length;
        var queriesEach = picked ? sequences.QueryCount : length;
        var rows = count * length;
        var queries = count * queriesEach;

        var residual = a.QueryResidual;
        var keyValue = a.KeyValue;
        int* map = null;
        if (table is not null)
        {
            keyValue = table.KeyValue;
            map = table.RowOf + ((nint)first * length);
            GatherQueries(table.Residual, a.QueryResidual, _widths.Model);
            GatherQueries(table.Query, a.Query, _widths.Query);
        }
        else
        {
            hooks?.At(HookKind.ResidualPre, layer, a.ResidualPre, _widths.Model);
            kernels.RowMoments(a.ResidualPre, _widths.Model, rows, _config.DModel, _config.LayerNormEpsilon, a.Mean1, a.Scale1);
            hooks?.At(HookKind.Norm1Scale, layer, a.Scale1, 1);
            kernels.NormaliseRows(
                a.ResidualPre, _widths.Model, rows, _config.DModel, a.Mean1, a.Scale1, flat + offsets.Norm1Weight, flat + offsets.Norm1Bias, a.Normal1, _widths.Model);
            hooks?.At(HookKind.Norm1, layer, a.Normal1, _widths.Model);

            var normal = a.Normal1;
            residual = a.ResidualPre;
            if (picked)
            {
                Rows.Pick(a.ResidualPre, _widths.Model, count, length, sequences.Queries, _widths.Model, a.QueryResidual);
                Rows.Pick(a.Normal1, _widths.Model, count, length, sequences.Queries, _widths.Model, a.QueryNormal1);
                residual = a.QueryResidual;
                normal = a.QueryNormal1;
            }

            Products.Forward(kernels, normal, _widths.Model, queries, packed.Query, packed.QueryBias, a.Query, _widths.Query);
            Products.Forward(kernels, a.Normal1, _widths.Model, rows, packed.KeyValue, packed.KeyValueBias, a.KeyValue, _widths.KeyValue);
            hooks?.At(HookKind.Query, layer, a.Query, _widths.Query);
            hooks?.At(HookKind.Key, layer, a.KeyValue, _widths.KeyValue);
            hooks?.At(HookKind.Value, layer, a.KeyValue + _widths.Attention, _widths.KeyValue);
        }

        _attention.Forward(w, a, keyValue, map, count, queriesEach, hooks, layer);
        hooks?.At(HookKind.Z, layer, a.Z, _widths.Query);

        AddToResidual(HookKind.AttentionOut, a.Z, _widths.Query, packed.Out, flat + offsets.OutBias, residual, a.ResidualMid);
        hooks?.At(HookKind.ResidualMid, layer, a.ResidualMid, _widths.Model);

        kernels.RowMoments(a.ResidualMid, _widths.Model, queries, _config.DModel, _config.LayerNormEpsilon, a.Mean2, a.Scale2);
        hooks?.At(HookKind.Norm2Scale, layer, a.Scale2, 1);
        kernels.NormaliseRows(
            a.ResidualMid, _widths.Model, queries, _config.DModel, a.Mean2, a.Scale2, flat + offsets.Norm2Weight, flat + offsets.Norm2Bias, a.Normal2, _widths.Model);
        hooks?.At(HookKind.Norm2, layer, a.Normal2, _widths.Model);

        if (_config.Activation == Activation.Relu && (hooks is null || !hooks.Wants(HookKind.MlpPre, layer)))
        {
            Products.Forward(
                kernels, a.Normal2, _widths.Model, queries, packed.MlpIn, flat + offsets.MlpInBias, a.MlpPost, _widths.Mlp, ProductFinish.Relu);
        }
        else
        {
            Products.Forward(kernels, a.Normal2, _widths.Model, queries, packed.MlpIn, flat + offsets.MlpInBias, a.MlpPre, _widths.Mlp);
            hooks?.At(HookKind.MlpPre, layer, a.MlpPre, _widths.Mlp);
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

        hooks?.At(HookKind.MlpPost, layer, a.MlpPost, _widths.Mlp);
        var next = last ? w.Final : w.Blocks[layer + 1].ResidualPre;
        AddToResidual(HookKind.MlpOut, a.MlpPost, _widths.Mlp, packed.MlpOut, flat + offsets.MlpOutBias, a.ResidualMid, next);
        hooks?.At(HookKind.ResidualPost, layer, next, _widths.Model);

        void AddToResidual(HookKind kind, float* x, nint stride, in PackedMatrix w2, float* bias, float* before, float* after)
        {
            if (hooks is null || !hooks.Wants(kind, layer))
            {
                Products.Forward(kernels, x, stride, queries, w2, bias, after, _widths.Model, ProductFinish.AddToOther, before, _widths.Model);
                return;
            }

            Products.Forward(kernels, x, stride, queries, w2, bias, after, _widths.Model);
            hooks.At(kind, layer, after, _widths.Model);
            kernels.Add(before, after, (nint)queries * _widths.Model);
        }

        void GatherQueries(float* source, float* destination, int stride)
        {
            if (!picked)
            {
                Rows.Gather(source, stride, map, rows, stride, destination, stride);
                return;
            }

            for (var sequence = 0; sequence < count; sequence++)
            {
                foreach (var position in sequences.Queries)
                {
                    Rows.Gather(source, stride, map + ((nint)sequence * length) + position, 1, stride, destination, stride);
                    destination += stride;
                }
            }
        }
    }
}
