using System.Numerics;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// The input of block 0 depends only on (token, position), and a batch holds few distinct pairs (for arithmetic at most
/// 15 × context). So embedding, layer norm, queries, keys and values of block 0 are computed once per distinct pair, and their
/// gradients, summed per pair, are propagated once per pair.
/// </summary>
/// <remarks>Pairs are numbered in order of first appearance in the batch; all sums over pairs run in that order.</remarks>
internal sealed unsafe class EmbeddingTable : IDisposable
{
    private const int RowsPerTask = 64;
    private readonly Weights _weights;
    private readonly KernelSet _kernels;
    private Arena _arena = new();
    private int _capacity;
    private int _places;
    private int _slots;
    private int _slotShift;
    private int* _slotRow;

    public EmbeddingTable(Weights weights, KernelSet kernels)
    {
        _weights = weights;
        _kernels = kernels;
    }

    /// <summary>Whether a run can start from a table: nothing that a table holds is seen or changed on the way.</summary>
    public static bool Serves(ForwardRequest request) =>
        request.Edges.IsEmpty && !request.Record.Any(Holds) && !request.Interventions.Any(intervention => Holds(intervention.At));

    /// <summary>Distinct (token, position) pairs in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Row of the table for each (sequence, position), sequence after sequence.</summary>
    public int* RowOf { get; private set; }

    /// <summary>The residual stream entering block 0 [pair, d_model].</summary>
    public float* Residual { get; private set; }

    /// <summary>Queries of block 0 [pair, heads].</summary>
    public float* Query { get; private set; }

    /// <summary>Keys and values of block 0 [pair, heads of keys, heads of values].</summary>
    public float* KeyValue { get; private set; }

    public float* Normal { get; private set; }

    public float* Mean { get; private set; }

    public float* Scale { get; private set; }

    /// <summary>Token of each pair.</summary>
    public int* Token { get; private set; }

    /// <summary>Position of each pair.</summary>
    public int* Position { get; private set; }

    /// <summary>Number of tasks of <see cref="Compute"/>.</summary>
    public int Tasks => (Count + RowsPerTask - 1) / RowsPerTask;

    /// <summary>Pairs that the buffers can hold.</summary>
    public int Capacity => _capacity;

    /// <summary>The pairs of one task.</summary>
    public (int First, int Count) Range(int task) => (task * RowsPerTask, Math.Min(RowsPerTask, Count - (task * RowsPerTask)));

    /// <summary>Numbers the distinct pairs of a batch.</summary>
    public void Index(Sequences sequences)
    {
        var batch = sequences.Batch;
        var length = sequences.Length;
        Reserve(batch.Count * length);
        new Span<int>(_slotRow, _slots).Fill(-1);
        Count = 0;
        for (var sequence = 0; sequence < batch.Count; sequence++)
        {
            var tokens = batch[sequence];
            for (var position = 0; position < length; position++)
            {
                RowOf[(sequence * length) + position] = RowFor(tokens[position], position);
            }
        }
    }

    /// <summary>Computes the rows of one task.</summary>
    public void Compute(int task)
    {
        var (first, count) = Range(task);
        var widths = _weights.Widths;
        var config = _weights.Config;
        var flat = _weights.Flat;
        var offsets = _weights.Offsets[0];
        var packed = _weights.Blocks[0];
        var residual = Residual + ((nint)first * widths.Model);
        for (var row = 0; row < count; row++)
        {
            var token = flat + _weights.TokenEmbedding + ((nint)Token[first + row] * config.DModel);
            var position = flat + _weights.PositionEmbedding + ((nint)Position[first + row] * config.DModel);
            var sum = residual + ((nint)row * widths.Model);
            for (var i = 0; i < config.DModel; i++)
            {
                sum[i] = token[i] + position[i];
            }
        }

        var normal = Normal + ((nint)first * widths.Model);
        _kernels.RowMoments(residual, widths.Model, count, config.DModel, config.LayerNormEpsilon, Mean + first, Scale + first);
        _kernels.NormaliseRows(
            residual, widths.Model, count, config.DModel, Mean + first, Scale + first, flat + offsets.Norm1Weight, flat + offsets.Norm1Bias, normal, widths.Model);
        Products.Forward(
            _kernels, normal, widths.Model, count, packed.Query, packed.QueryBias, Query + ((nint)first * widths.Query), widths.Query);
        Products.Forward(
            _kernels, normal, widths.Model, count, packed.KeyValue, packed.KeyValueBias, KeyValue + ((nint)first * widths.KeyValue), widths.KeyValue);
    }

    /// <summary>Points at the keys and values of some sequences, position after position.</summary>
    public void PointAtKeys(int firstSequence, int sequences, int length, float** pointers)
    {
        var rows = RowOf + ((nint)firstSequence * length);
        for (var i = 0; i < sequences * length; i++)
        {
            pointers[i] = KeyValue + ((nint)rows[i] * _weights.Widths.KeyValue);
        }
    }

    public void Dispose() => _arena.Dispose();

    private static bool Holds(HookPoint at) => at.Kind switch
    {
        HookKind.Embed or HookKind.PositionEmbed => true,
        HookKind.ResidualPre or HookKind.Norm1Scale or HookKind.Norm1 or HookKind.Query or HookKind.Key or HookKind.Value => at.Layer == 0,
        _ => false,
    };

    private int RowFor(int token, int position)
    {
        // Open addressing; the table has at least twice as many slots as pairs. Fibonacci hashing, whose high bits are the slot, spreads
        // neighbouring pairs. There may be more pairs than 32 bits number: the hash wraps, and the row's own token and position tell pairs
        // apart.
        var pair = ((uint)token * (uint)_weights.Config.Context) + (uint)position;
        var slot = (int)((pair * 2654435769u) >> _slotShift);
        while (_slotRow[slot] is var row and >= 0)
        {
            if (Token[row] == token && Position[row] == position)
            {
                return row;
            }

            slot = (slot + 1) & (_slots - 1);
        }

        _slotRow[slot] = Count;
        Token[Count] = token;
        Position[Count] = position;
        return Count++;
    }

    private void Reserve(int places)
    {
        var pairs = (int)Math.Min(places, (long)_weights.Config.Vocabulary * _weights.Config.Context);
        if (pairs <= _capacity && places <= _places)
        {
            return;
        }

        // Nothing is there until all is: where memory does not suffice, the next batch must not find freed buffers.
        (_capacity, _places) = (0, 0);
        _arena.Dispose();
        _arena = new Arena();
        _slots = 16;
        while (_slots < 2 * pairs)
        {
            _slots *= 2;
        }

        _slotShift = 32 - BitOperations.Log2((uint)_slots);
        var widths = _weights.Widths;
        _slotRow = _arena.Integers(_slots);
        RowOf = _arena.Integers(places);
        Token = _arena.Integers(pairs);
        Position = _arena.Integers(pairs);
        Residual = _arena.Floats((long)pairs * widths.Model);
        Normal = _arena.Floats((long)pairs * widths.Model);
        Mean = _arena.Floats(pairs);
        Scale = _arena.Floats(pairs);
        Query = _arena.Floats((long)pairs * widths.Query);
        KeyValue = _arena.Floats((long)pairs * widths.KeyValue);
        (_capacity, _places) = (pairs, places);
    }
}
