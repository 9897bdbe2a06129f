using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// What changed runs of a batch read of its clean run: the residual stream at the input of each block and each block's keys, values
/// and z, at every position; z of the last block at those whose logits are wanted. Residual stream, keys and values of block 0 stand
/// in the embedding table, once per distinct (token, position), or are made anew from the embeddings. Or what runs of whole sequences
/// read of the run of their beginnings: keys and values alone.
/// </summary>
internal sealed unsafe class CleanRun : IDisposable
{
    private readonly Arena _arena = new();
    private readonly Widths _widths;
    private readonly EmbeddingTable _table;
    private readonly int _length;
    private readonly int[] _outputs;
    private readonly int[]? _runOf;
    private readonly float*[] _residual;
    private readonly float*[] _keyValue;
    private readonly float*[] _z;

    /// <summary>Room for the clean run of whole sequences; it takes the table over.</summary>
    /// <param name="config">The model's shape.</param>
    /// <param name="widths">Its rows.</param>
    /// <param name="sequences">What is run.</param>
    /// <param name="table">Block 0's input, queries, keys and values.</param>
    /// <param name="runOf">Which of the sequences each one that is asked for later stands for; null for the same ones.</param>
    public CleanRun(TransformerConfig config, Widths widths, Sequences sequences, EmbeddingTable table, int[]? runOf = null)
    {
        _runOf = runOf;
        _widths = widths;
        _table = table;
        _length = sequences.Length;
        _outputs = sequences.Queries;
        _residual = new float*[config.Layers];
        _keyValue = new float*[config.Layers];
        _z = new float*[config.Layers];
        var count = (long)sequences.Batch.Count;
        for (var layer = 0; layer < config.Layers; layer++)
        {
            if (layer > 0)
            {
                _keyValue[layer] = _arena.Floats(count * _length * widths.KeyValue);
            }

            if (runOf is null)
            {
                _z[layer] = _arena.Floats(count * Outputs(layer) * widths.Query);
                _residual[layer] = layer > 0 ? _arena.Floats(count * _length * widths.Model) : null;
            }
        }
    }

    /// <summary>Takes what a forward pass of sequences first … first + count − 1 left of a block.</summary>
    public void Take(BlockActivations a, int layer, int first, int count)
    {
        var before = (nint)first * _length;
        var rows = count * _length;
        if (layer > 0)
        {
            Rows.Copy(a.KeyValue, _keyValue[layer] + (before * _widths.KeyValue), rows * _widths.KeyValue);
        }

        if (_runOf is not null)
        {
            return;
        }

        var outputs = Outputs(layer) * _widths.Query;
        Rows.Copy(a.Z, _z[layer] + ((nint)first * outputs), count * outputs);
        if (layer > 0)
        {
            Rows.Copy(a.ResidualPre, _residual[layer] + (before * _widths.Model), rows * _widths.Model);
        }
    }

    /// <summary>The residual stream at the input of a block other than the first; not of beginnings.</summary>
    public float* Residual(int layer, int sequence, int position) =>
        _residual[layer] + ((((nint)sequence * _length) + position) * _widths.Model);

    /// <summary>What attention puts out at a position, of the last block at one whose logits are wanted; not of beginnings.</summary>
    public float* Z(int layer, int sequence, int position)
    {
        var row = layer < _z.Length - 1 ? position : Array.BinarySearch(_outputs, position);
        return _z[layer] + ((((nint)sequence * Outputs(layer)) + row) * _widths.Query);
    }

    /// <summary>
    /// Points at the keys and values of some sequences of <paramref name="length"/> positions, position after position; of those that the run
    /// does not reach at none.
    /// </summary>
    public void PointAtKeys(int layer, int firstSequence, int sequences, int length, float** pointers)
    {
        for (var sequence = 0; sequence < sequences; sequence++, pointers += length)
        {
            var row = Place(firstSequence + sequence) * _length;
            for (var position = 0; position < Math.Min(length, _length); position++, row++)
            {
                pointers[position] = layer == 0
                    ? _table.KeyValue + (_table.RowOf[row] * (nint)_widths.KeyValue)
                    : _keyValue[layer] + (row * _widths.KeyValue);
            }
        }
    }

    public void Dispose()
    {
        _table.Dispose();
        _arena.Dispose();
    }

    // Where the keys and values of a sequence stand among those that were run.
    private nint Place(int sequence) => _runOf is null ? sequence : _runOf[sequence];

    // Positions of a sequence at which a block's output is computed.
    private int Outputs(int layer) => layer < _z.Length - 1 ? _length : _outputs.Length;
}
