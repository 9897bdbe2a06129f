using Repro.Models.Engines.Managed.Memory;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>Moves rows between buffers; no arithmetic.</summary>
internal static unsafe class Rows
{
    /// <summary>destination[i] = source[map[i]].</summary>
    public static void Gather(float* source, nint sourceStride, int* map, int count, int width, float* destination, nint stride)
    {
        for (var i = 0; i < count; i++, destination += stride)
        {
            Copy(source + (map[i] * sourceStride), destination, width);
        }
    }

    /// <summary>destination[i] = source[i].</summary>
    public static void Gather(in RowSource source, int count, int width, float* destination, nint stride)
    {
        for (var i = 0; i < count; i++, destination += stride)
        {
            Copy(source[i], destination, width);
        }
    }

    /// <summary>Copies the rows at the wanted positions of each of <paramref name="sequences"/> sequences of <paramref name="length"/> rows.</summary>
    public static void Pick(
        float* source, nint stride, int sequences, int length, ReadOnlySpan<int> positions, int width, float* destination)
    {
        for (var sequence = 0; sequence < sequences; sequence++, source += length * stride)
        {
            foreach (var position in positions)
            {
                Copy(source + (position * stride), destination, width);
                destination += stride;
            }
        }
    }

    /// <summary>The opposite of <see cref="Pick"/>: puts the rows back where they came from.</summary>
    public static void PutBack(
        float* source, nint stride, int sequences, int length, ReadOnlySpan<int> positions, int width, float* destination)
    {
        for (var sequence = 0; sequence < sequences; sequence++, destination += length * stride)
        {
            foreach (var position in positions)
            {
                Copy(source, destination + (position * stride), width);
                source += stride;
            }
        }
    }

    /// <summary>Copies one row.</summary>
    public static void Copy(float* source, float* destination, int width) =>
        new ReadOnlySpan<float>(source, width).CopyTo(new Span<float>(destination, width));
}
