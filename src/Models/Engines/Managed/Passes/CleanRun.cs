using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// What changed runs of a batch read of its clean run: the residual stream at the input of each block and each block's keys and
/// values, at every position. Those of block 0 stand in the embedding table, once per distinct (token, position); its residual
/// stream is made anew from the embeddings.
/// </summary>
internal sealed unsafe class CleanRun : IDisposable
{
    private readonly Arena _arena = new();
    private readonly Widths _widths;
    private readonly EmbeddingTable _table;
    private readonly int _length;
    private readonly float*[] _residual;
    private readonly float*[] _keyValue;

    /// <summary>Room for the clean run of whole sequences; it takes the table over.</summary>
    public CleanRun(TransformerConfig config, Widths widths, Sequences sequences, EmbeddingTable table)
    {
        _widths = widths;
        _table = table;
        _length = sequences.Length;
        _residual = new float*[config.Layers];
        _keyValue = new float*[config.Layers];
        for (var layer = 1; layer < config.Layers; layer++)
        {
            var rows = (long)sequences.Batch.Count * _length;
            _residual[layer] = _arena.Floats(rows * widths.Model);
            _keyValue[layer] = _arena.Floats(rows * widths.KeyValue);
        }
    }

    /// <summary>Takes what a forward pass of sequences first … first + count − 1 left in a workspace that keeps every block.</summary>
    public void Take(Workspace w, int first, int count)
    {
        var before = (nint)first * _length;
        var rows = count * _length;
        for (var layer = 1; layer < _residual.Length; layer++)
        {
            Rows.Copy(w.Blocks[layer].ResidualPre, _residual[layer] + (before * _widths.Model), rows * _widths.Model);
            Rows.Copy(w.Blocks[layer].KeyValue, _keyValue[layer] + (before * _widths.KeyValue), rows * _widths.KeyValue);
        }
    }

    /// <summary>The residual stream at the input of a block other than the first.</summary>
    public float* Residual(int layer, int sequence, int position) =>
        _residual[layer] + ((((nint)sequence * _length) + position) * _widths.Model);

    /// <summary>Points at the first <paramref name="length"/> keys and values of some sequences, position after position.</summary>
    public void PointAtKeys(int layer, int firstSequence, int sequences, int length, float** pointers)
    {
        for (var sequence = 0; sequence < sequences; sequence++, pointers += length)
        {
            var row = (nint)(firstSequence + sequence) * _length;
            for (var position = 0; position < length; position++, row++)
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
}
