using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// The backward pass of a group of sequences on one thread, from the logits that the forward pass left in the workspace down to
/// the rows of the embedding table. Adds to the gradient of its shard.
/// </summary>
internal sealed unsafe class BackwardPass(Weights weights, KernelSet kernels)
{
    private readonly TransformerConfig _config = weights.Config;
    private readonly Widths _widths = weights.Widths;
    private readonly Attention _attention = new(weights.Config, weights.Widths, kernels);
    private readonly NextTokenLoss _loss = new(weights.Config.Vocabulary);

    /// <summary>
    /// Gradients of sequences first … first + count − 1, which belong to the shard; <paramref name="accumulate"/> is false for
    /// the shard's first group, whose matrix gradients replace what the buffer holds.
    /// </summary>
    public void Run(Workspace w, Sequences sequences, EmbeddingTable table, Shard shard, int first, int count, double lossWeight, bool accumulate)
    {
        Loss(w, sequences, shard, first, count, lossWeight);

        var queries = count * sequences.QueryCount;
        var g = shard.Gradient;
        var flat = weights.Flat;
        if (_config.TiedUnembedding)
        {
            Products.Weight(
                kernels, w.DLogits, _widths.Vocabulary, w.FinalNormal, _widths.Model, queries, g + weights.TokenEmbedding, _config.Vocabulary, _config.DModel, accumulate);
        }
        else
        {
            Products.Weight(
                kernels, w.FinalNormal, _widths.Model, w.DLogits, _widths.Vocabulary, queries, g + weights.UnembedWeight, _config.DModel, _config.Vocabulary, accumulate);
            kernels.AddColumnSums(w.DLogits, _widths.Vocabulary, queries, _config.Vocabulary, g + weights.UnembedBias);
        }

        Products.Input(kernels, w.DLogits, _widths.Vocabulary, queries, weights.UnembedTransposed, w.DQueryNormal, _widths.Model);
        var incoming = sequences.QueryCount < sequences.Length ? w.DQueryResidual : w.DResidual;
        new Span<float>(incoming, queries * _widths.Model).Clear();
        kernels.NormaliseRowsBackward(
            w.Output, _widths.Model, w.DQueryNormal, _widths.Model, queries, _config.DModel, w.FinalMean, w.FinalScale, flat + weights.FinalNormWeight,
            incoming, _widths.Model, g + weights.FinalNormWeight, g + weights.FinalNormBias);

        for (var layer = _config.Layers - 1; layer >= 0; layer--)
        {
            Block(w, sequences, table, shard, layer, first, count, accumulate);
        }
    }

    private void Loss(Workspace w, Sequences sequences, Shard shard, int first, int count, double lossWeight)
    {
        for (var sequence = 0; sequence < count; sequence++)
        {
            var tokens = sequences.Batch[first + sequence];
            var exact = true;
            for (var i = 0; i < sequences.QueryCount; i++)
            {
                var row = ((nint)sequence * sequences.QueryCount) + i;
                shard.Loss += _loss.Row(
                    w.Logits + (row * _widths.Vocabulary), tokens[sequences.Queries[i] + 1], lossWeight, w.DLogits + (row * _widths.Vocabulary), out var correct);
                exact &= correct;
            }

            shard.Exact += exact ? 1 : 0;
        }
    }

    private void Block(Workspace w, Sequences sequences, EmbeddingTable table, Shard shard, int layer, int first, int count, bool accumulate)
    {
        var a = w.Blocks[layer];
        var packed = weights.Blocks[layer];
        var flat = weights.Flat;
        var g = shard.Gradient;
        var offsets = weights.Offsets[layer];
        var (d, mlp, dHead, heads) = (_config.DModel, _config.DMlp, _config.DHead, _config.Heads);
        var length = sequences.Length;
        var scope = sequences.Blocks[layer];
        var picked = scope.Picked;
        var rows = count * length;
        var queries = count * scope.Queries.Length;

        // Gradient of the residual stream at the block's output; it grows to that at the block's input.
        var dResidual = picked ? w.DQueryResidual : w.DResidual;

        // MLP.
        Products.Weight(kernels, a.MlpPost, _widths.Mlp, dResidual, _widths.Model, queries, g + offsets.MlpOutWeight, mlp, d, accumulate, w.Left);
        kernels.AddColumnSums(dResidual, _widths.Model, queries, d, g + offsets.MlpOutBias);
        if (_config.Activation == Activation.Relu)
        {
            Products.Input(
                kernels, dResidual, _widths.Model, queries, packed.MlpOutTransposed, w.DMlp, _widths.Mlp,
                ProductStart.Zero, ProductFinish.WhereOtherPositive, a.MlpPost, _widths.Mlp);
        }
        else
        {
            Products.Input(kernels, dResidual, _widths.Model, queries, packed.MlpOutTransposed, w.DMlp, _widths.Mlp);
            kernels.GeluBackward(a.MlpPre, w.DMlp, (nint)queries * _widths.Mlp);
        }

        Products.Weight(kernels, a.Normal2, _widths.Model, w.DMlp, _widths.Mlp, queries, g + offsets.MlpInWeight, d, mlp, accumulate, w.Left);
        kernels.AddColumnSums(w.DMlp, _widths.Mlp, queries, mlp, g + offsets.MlpInBias);
        Products.Input(kernels, w.DMlp, _widths.Mlp, queries, packed.MlpInTransposed, w.DQueryNormal, _widths.Model);
        kernels.NormaliseRowsBackward(
            a.ResidualMid, _widths.Model, w.DQueryNormal, _widths.Model, queries, d, a.Mean2, a.Scale2, flat + offsets.Norm2Weight,
            dResidual, _widths.Model, g + offsets.Norm2Weight, g + offsets.Norm2Bias);

        // Attention.
        for (var head = 0; head < heads; head++)
        {
            Products.Weight(
                kernels, a.Z + (head * _widths.Head), _widths.Query, dResidual, _widths.Model, queries, g + offsets.OutWeight + (head * dHead * d), dHead, d, accumulate, w.Left);
        }

        kernels.AddColumnSums(dResidual, _widths.Model, queries, d, g + offsets.OutBias);
        Products.Input(kernels, dResidual, _widths.Model, queries, packed.OutTransposed, w.DZ, _widths.Query);

        if (layer == 0)
        {
            table.PointAtKeys(first, count, length, w.KeyRows);
            _attention.Backward(w, a, new RowSource(null, 0, w.KeyRows, 0), length, count, scope.Queries);
            AddToTable(w, sequences, shard.Table, table.RowOf + ((nint)first * length), dResidual, count);
            return;
        }

        _attention.Backward(w, a, new RowSource(a.KeyValue, _widths.KeyValue, null, 0), length, count, scope.Queries);
        var normal = picked ? a.QueryNormal1 : a.Normal1;
        HeadWeights(w, normal, queries, w.DQuery, _widths.Query, g + offsets.QueryWeight, g + offsets.QueryBias, accumulate);
        HeadWeights(w, a.Normal1, rows, w.DKeyValue, _widths.KeyValue, g + offsets.KeyWeight, g + offsets.KeyBias, accumulate);
        HeadWeights(w, a.Normal1, rows, w.DKeyValue + _widths.Attention, _widths.KeyValue, g + offsets.ValueWeight, g + offsets.ValueBias, accumulate);

        Products.Input(kernels, w.DKeyValue, _widths.KeyValue, rows, packed.KeyValueTransposed, w.DNormal, _widths.Model);
        var dNormal = w.DNormal;
        if (picked)
        {
            dNormal = w.DQueryNormal;
            Rows.Pick(w.DNormal, _widths.Model, count, length, scope.QueryRows, _widths.Model, dNormal);
        }

        Products.Input(kernels, w.DQuery, _widths.Query, queries, packed.QueryTransposed, dNormal, _widths.Model, ProductStart.Accumulate);
        if (picked)
        {
            Rows.PutBack(dNormal, _widths.Model, count, length, scope.QueryRows, _widths.Model, w.DNormal);
            new Span<float>(w.DResidual, rows * _widths.Model).Clear();
            Rows.PutBack(dResidual, _widths.Model, count, length, scope.QueryRows, _widths.Model, w.DResidual);
        }

        kernels.NormaliseRowsBackward(
            a.ResidualPre, _widths.Model, w.DNormal, _widths.Model, rows, d, a.Mean1, a.Scale1, flat + offsets.Norm1Weight,
            w.DResidual, _widths.Model, g + offsets.Norm1Weight, g + offsets.Norm1Bias);
    }

    private void HeadWeights(Workspace w, float* normal, int rows, float* dy, int stride, float* dWeight, float* dBias, bool accumulate)
    {
        for (var head = 0; head < _config.Heads; head++)
        {
            var column = dy + (head * _widths.Head);
            Products.Weight(
                kernels, normal, _widths.Model, column, stride, rows, dWeight + (head * _config.DModel * _config.DHead), _config.DModel, _config.DHead, accumulate, w.Left);
            kernels.AddColumnSums(column, stride, rows, _config.DHead, dBias + (head * _config.DHead));
        }
    }

    private void AddToTable(Workspace w, Sequences sequences, TableGradient gradient, int* map, float* dResidual, int count)
    {
        var length = sequences.Length;
        for (var row = 0; row < count * length; row++)
        {
            kernels.Add(w.DKeyValue + ((nint)row * _widths.KeyValue), gradient.KeyValue + ((nint)map[row] * _widths.KeyValue), 2 * _widths.Attention);
        }

        var positions = sequences.Blocks[0].Queries;
        for (var query = 0; query < count * positions.Length; query++)
        {
            nint pair = map[(query / positions.Length * length) + positions[query % positions.Length]];
            kernels.Add(w.DQuery + ((nint)query * _widths.Query), gradient.Query + (pair * _widths.Query), _widths.Attention);
            kernels.Add(dResidual + ((nint)query * _widths.Model), gradient.Residual + (pair * _widths.Model), Widths.Padded(_config.DModel));
        }
    }
}
