using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// The rest of the backward pass, once per distinct (token, position) pair: from the summed gradients of the table's rows to
/// those of block 0's queries, keys, values and first layer norm and of the embeddings. They go to the first shard's gradient.
/// </summary>
internal sealed unsafe class TableBackward(Weights weights, KernelSet kernels, EmbeddingTable table)
{
    private readonly TransformerConfig _config = weights.Config;
    private readonly Widths _widths = weights.Widths;

    /// <summary>Number of tasks of <see cref="Parameters"/>.</summary>
    public int ParameterTasks => 1 + (3 * _config.Heads);

    /// <summary>
    /// For the pairs of one task: adds up the shards in order (into the first one's rows) and propagates to the gradient of the
    /// normed input.
    /// </summary>
    public void SumRows(int task, ReadOnlySpan<Shard> shards, float* dNormal)
    {
        var (first, count) = table.Range(task);
        var total = shards[0].Table;
        foreach (var shard in shards[1..])
        {
            AddRows(shard.Table.Residual, total.Residual, _widths.Model);
            AddRows(shard.Table.Query, total.Query, _widths.Query);
            AddRows(shard.Table.KeyValue, total.KeyValue, _widths.KeyValue);
        }

        var packed = weights.Blocks[0];
        var result = dNormal + ((nint)first * _widths.Model);
        Products.Input(
            kernels, total.KeyValue + ((nint)first * _widths.KeyValue), _widths.KeyValue, count, packed.KeyValueTransposed, result, _widths.Model);
        Products.Input(
            kernels, total.Query + ((nint)first * _widths.Query), _widths.Query, count, packed.QueryTransposed, result, _widths.Model, ProductStart.Accumulate);

        void AddRows(float* from, float* to, int stride) =>
            kernels.Add(from + ((nint)first * stride), to + ((nint)first * stride), (nint)count * stride);
    }

    /// <summary>One group of parameters: task 0 the layer norm and embeddings, the others one head of W_Q, W_K or W_V.</summary>
    public void Parameters(int task, Shard firstShard, float* dNormal)
    {
        var g = firstShard.Gradient;
        var total = firstShard.Table;
        var offsets = weights.Offsets[0];
        if (task == 0)
        {
            kernels.NormaliseRowsBackward(
                table.Residual, _widths.Model, dNormal, _widths.Model, table.Count, _config.DModel, table.Mean, table.Scale, weights.Flat + offsets.Norm1Weight,
                total.Residual, _widths.Model, g + offsets.Norm1Weight, g + offsets.Norm1Bias);
            Embeddings(g, total.Residual);
            return;
        }

        var head = (task - 1) / 3;
        switch ((task - 1) % 3)
        {
            case 0:
                Head(total.Query, _widths.Query, offsets.QueryWeight, offsets.QueryBias);
                break;
            case 1:
                Head(total.KeyValue, _widths.KeyValue, offsets.KeyWeight, offsets.KeyBias);
                break;
            default:
                Head(total.KeyValue + _widths.Attention, _widths.KeyValue, offsets.ValueWeight, offsets.ValueBias);
                break;
        }

        void Head(float* dy, int stride, int weight, int bias)
        {
            var column = dy + (head * _widths.Head);
            Products.Weight(
                kernels, table.Normal, _widths.Model, column, stride, table.Count,
                g + weight + (head * _config.DModel * _config.DHead), _config.DModel, _config.DHead, accumulate: false);

            // Neighbouring heads' biases may share a block of 16 and are summed on other threads: add up apart, copy exactly.
            var sums = stackalloc float[Widths.Padded(_config.DHead)];
            new Span<float>(sums, Widths.Padded(_config.DHead)).Clear();
            kernels.AddColumnSums(column, stride, table.Count, _config.DHead, sums);
            new ReadOnlySpan<float>(sums, _config.DHead).CopyTo(new Span<float>(g + bias + (head * _config.DHead), _config.DHead));
        }
    }

    private void Embeddings(float* g, float* dResidual)
    {
        var d = _config.DModel;
        if (!_config.TiedUnembedding)
        {
            new Span<float>(g + weights.TokenEmbedding, _config.Vocabulary * d).Clear();
        }

        new Span<float>(g + weights.PositionEmbedding, _config.Context * d).Clear();
        for (var pair = 0; pair < table.Count; pair++)
        {
            var row = dResidual + ((nint)pair * _widths.Model);
            var token = g + weights.TokenEmbedding + ((nint)table.Token[pair] * d);
            var position = g + weights.PositionEmbedding + ((nint)table.Position[pair] * d);
            for (var i = 0; i < d; i++)
            {
                token[i] += row[i];
                position[i] += row[i];
            }
        }
    }
}
