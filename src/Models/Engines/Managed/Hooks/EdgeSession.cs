using System.Collections.Immutable;
using Repro.Models.Engines.Edges;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Engines.Managed.Passes;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Hooks;

/// <summary>
/// The edges of one run, for one thread's current group of sequences: what each source differs from what its sender has written, once for each
/// sender and source, and the inputs of receivers with these differences added. Rows are (sequence, position), every position among them.
/// <para>Cost: for each head that sends a product d_head × d_model, for each part of a head that receives a layer norm and a product d_model × d_head,
/// for each edge one addition of d_model numbers.</para>
/// </summary>
internal sealed unsafe class EdgeSession : IDisposable
{
    private readonly Arena _arena = new();
    private readonly Weights _weights;
    private readonly KernelSet _kernels;
    private readonly int _length;
    private readonly ILookup<Receiver, EdgeIntervention> _into;
    private readonly ImmutableArray<Difference> _differences;
    private readonly float* _headDifference;
    private readonly float* _input;
    private readonly float* _normal;
    private readonly float* _mean;
    private readonly float* _scale;
    private int _first;
    private int _count;

    /// <param name="weights">The model.</param>
    /// <param name="kernels">What computes.</param>
    /// <param name="edges">The changed edges.</param>
    /// <param name="length">Tokens of a sequence.</param>
    /// <param name="sequences">Sequences of the largest group.</param>
    public EdgeSession(Weights weights, KernelSet kernels, ImmutableArray<EdgeIntervention> edges, int length, int sequences)
    {
        _weights = weights;
        _kernels = kernels;
        _length = length;
        _into = edges.ToLookup(edge => edge.To);

        var rows = (long)sequences * length;
        _differences = [.. edges.Select(edge => (edge.From, edge.Source)).Distinct().Select(pair => new Difference(pair.From, pair.Source, _arena.Floats(rows * Widths.Model)))];
        _headDifference = _arena.Floats(rows * Widths.Head);
        _input = _arena.Floats(rows * Widths.Model);
        _normal = _arena.Floats(rows * Widths.Model);
        _mean = _arena.Floats(rows);
        _scale = _arena.Floats(rows);
    }

    private Widths Widths => _weights.Widths;

    private int Rows => _count * _length;

    /// <summary>Sets which sequences of the batch the buffers hold from now on.</summary>
    public void Enter(int first, int count)
    {
        _first = first;
        _count = count;
    }

    /// <summary>Whether a sender's output is seen at a hook point.</summary>
    public bool Wants(HookKind kind, int layer)
    {
        foreach (var difference in _differences)
        {
            if (IsAt(difference, kind, layer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A component has written: keeps how the sources differ.</summary>
    public void Sent(HookKind kind, int layer, float* data, nint stride)
    {
        foreach (var difference in _differences)
        {
            if (!IsAt(difference, kind, layer))
            {
                continue;
            }

            if (kind != HookKind.Z)
            {
                Subtract(difference.Source, 0, _weights.Config.DModel, _weights.Config.DModel, data, stride, difference.Values, Widths.Model);
                continue;
            }

            var (head, config) = (difference.From.Index, _weights.Config);
            Subtract(difference.Source, head * config.DHead, config.DHead, config.AttentionWidth, data + (head * Widths.Head), stride, _headDifference, Widths.Head);
            var itsRows = _weights.Blocks[layer].Out.SliceRows(head * Widths.Head, Widths.Head);
            Products.WithoutBias(_kernels, _headDifference, Widths.Head, Rows, itsRows, difference.Values, Widths.Model);
        }
    }

    /// <summary>What a receiver reads: the residual stream itself, or a copy with its edges changed, which the next call overwrites.</summary>
    public float* Input(Receiver receiver, float* residual)
    {
        if (!_into.Contains(receiver))
        {
            return residual;
        }

        new ReadOnlySpan<float>(residual, Rows * Widths.Model).CopyTo(new Span<float>(_input, Rows * Widths.Model));
        foreach (var edge in _into[receiver])
        {
            var values = _differences.First(difference => difference.From == edge.From && difference.Source == edge.Source).Values;
            if (edge.Positions.IsEmpty)
            {
                _kernels.Add(values, _input, (nint)Rows * Widths.Model);
                continue;
            }

            foreach (var position in edge.Positions.Distinct())
            {
                for (nint row = position; row < Rows; row += _length)
                {
                    _kernels.Add(values + (row * Widths.Model), _input + (row * Widths.Model), Widths.Model);
                }
            }
        }

        return _input;
    }

    /// <summary>Makes the queries, keys or values of those heads anew that read another input than the rest.</summary>
    /// <param name="kind">Which of the three.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="residual">Its input [row, d_model].</param>
    /// <param name="weight">Weights whose columns from <paramref name="firstColumn"/> on belong to the heads, one after the other.</param>
    /// <param name="bias">Their biases.</param>
    /// <param name="firstColumn">Column of head 0, in weights, biases and results.</param>
    /// <param name="result">The result of all heads.</param>
    /// <param name="stride">Elements from row to row of it.</param>
    public void Reread(ReceiverKind kind, int layer, float* residual, in PackedMatrix weight, float* bias, int firstColumn, float* result, nint stride)
    {
        var config = _weights.Config;
        var offsets = _weights.Offsets[layer];
        for (var head = 0; head < config.Heads; head++)
        {
            var input = Input(Receiver.Head(kind, layer, head), residual);
            if (input == residual)
            {
                continue;
            }

            _kernels.RowMoments(input, Widths.Model, Rows, config.DModel, config.LayerNormEpsilon, _mean, _scale);
            _kernels.NormaliseRows(
                input, Widths.Model, Rows, config.DModel, _mean, _scale, _weights.Flat + offsets.Norm1Weight, _weights.Flat + offsets.Norm1Bias, _normal, Widths.Model);
            var column = firstColumn + (head * Widths.Head);
            Products.Forward(_kernels, _normal, Widths.Model, Rows, weight.SliceColumns(column, Widths.Head), bias + column, result + column, stride);
        }
    }

    public void Dispose() => _arena.Dispose();

    private static bool IsAt(Difference difference, HookKind kind, int layer) =>
        difference.From.Output is var output && output.Kind == kind && output.Layer == layer;

    // result = source − data for each row; "first" and "sourceStride" say where a row stands in the source.
    private void Subtract(HookValue source, int first, int width, int sourceStride, float* data, nint stride, float* result, nint resultStride)
    {
        var start = source.Shape[0] == 1 ? 0 : _first * _length;
        for (var row = 0; row < Rows; row++)
        {
            var sourceRow = source.Shape[0] == 1 ? row % _length : start + row;
            var values = source.Values.AsSpan((sourceRow * sourceStride) + first, width);
            for (var i = 0; i < width; i++)
            {
                result[(row * resultStride) + i] = values[i] - data[(row * stride) + i];
            }
        }
    }

    private sealed class Difference(Sender from, HookValue source, float* values)
    {
        public Sender From { get; } = from;

        public HookValue Source { get; } = source;

        public float* Values { get; } = values;
    }
}
