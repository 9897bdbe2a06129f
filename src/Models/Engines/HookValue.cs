using System.Collections.Immutable;

namespace Repro.Models.Engines;

/// <summary>A recorded activation: float32 values, row-major in <see cref="Shape"/> (shapes: <see cref="Transformer.HookKind"/>).</summary>
public sealed class HookValue
{
    /// <summary>Values in a shape; the lengths must agree.</summary>
    /// <param name="shape">Sizes, batch first.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="positions">The positions that the values are of, ascending; null for all of a sequence.</param>
    public HookValue(ImmutableArray<int> shape, float[] values, ImmutableArray<int>? positions = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var length = shape.Aggregate(1L, (product, size) => product * size);
        if (length != values.Length)
        {
            throw new ArgumentException($"Shape [{string.Join(", ", shape)}] holds {length} values; {values.Length} were given.");
        }

        Shape = shape;
        Values = values;
        Positions = positions;
    }

    /// <summary>Sizes, batch first.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The positions that the values are of (for scores and patterns: query positions), ascending; null for all of a sequence.</summary>
    public ImmutableArray<int>? Positions { get; }

    /// <summary>The values, row-major.</summary>
    public float[] Values { get; }

    /// <summary>One element.</summary>
    public float this[params ReadOnlySpan<int> index]
    {
        get
        {
            var offset = 0;
            for (var axis = 0; axis < Shape.Length; axis++)
            {
                offset = (offset * Shape[axis]) + index[axis];
            }

            return Values[offset];
        }
    }

    /// <summary>All values of a sequence at a position: [batch, position, …] without its first two axes. Not for scores and patterns, whose second axis is the head.</summary>
    /// <exception cref="ArgumentException">The position is not held.</exception>
    public ReadOnlySpan<float> At(int sequence, int position)
    {
        var place = Positions is { } held ? held.IndexOf(position) : position;
        if (place < 0 || place >= Shape[1])
        {
            throw new ArgumentException($"Position {position} is asked for; the positions {(Positions is { } some ? string.Join(", ", some) : $"0 to {Shape[1] - 1}")} are held.");
        }

        var each = Values.Length / Shape[0] / Shape[1];
        return Values.AsSpan(((sequence * Shape[1]) + place) * each, each);
    }

    /// <summary>
    /// The mean over the batch, with a batch size of 1, so that it serves as the source of a mean ablation.
    /// Summed in float64 in batch order.
    /// </summary>
    public HookValue MeanOverBatch()
    {
        var stride = Values.Length / Shape[0];
        var mean = new float[stride];
        for (var i = 0; i < stride; i++)
        {
            var sum = 0.0;
            for (var b = 0; b < Shape[0]; b++)
            {
                sum += Values[(b * stride) + i];
            }

            mean[i] = (float)(sum / Shape[0]);
        }

        return new HookValue(Shape.SetItem(0, 1), mean, Positions);
    }
}
