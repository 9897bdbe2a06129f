namespace Repro.Models.Tests.Reference;

/// <summary>Double-precision values, row-major in <see cref="Shape"/>.</summary>
internal sealed class ReferenceTensor(params int[] shape)
{
    public int[] Shape { get; } = shape;

    public double[] Values { get; } = new double[shape.Aggregate(1, (product, size) => product * size)];

    public ref double this[int i, int j, int k] => ref Values[(((i * Shape[1]) + j) * Shape[2]) + k];

    public ref double this[int i, int j, int k, int l] => ref Values[(((((i * Shape[1]) + j) * Shape[2]) + k) * Shape[3]) + l];
}
