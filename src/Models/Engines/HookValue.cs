using System.Collections.Immutable;

namespace Repro.Models.Engines;

/// <summary>A recorded activation: float32 values, row-major in <see cref="Shape"/> (shapes: <see cref="Transformer.HookKind"/>).</summary>
public sealed class HookValue
{
    /// <summary>Values in a shape; the lengths must agree.</summary>
    public HookValue(ImmutableArray<int> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var length = shape.Aggregate(1L, (product, size) => product * size);
        if (length != values.Length)
        {
            throw new ArgumentException($"Shape [{string.Join(", ", shape)}] holds {length} values; {values.Length} were given.");
        }

        Shape = shape;
        Values = values;
    }

    /// <summary>Sizes, batch first.</summary>
    public ImmutableArray<int> Shape { get; }

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

        return new HookValue(Shape.SetItem(0, 1), mean);
    }
}
