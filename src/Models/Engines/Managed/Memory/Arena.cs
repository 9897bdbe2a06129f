using System.Runtime.InteropServices;

namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// Zeroed native memory handed out in 64-byte aligned pieces and freed as a whole. Outside the garbage collector's reach, so
/// that pointers stay valid and a training step allocates nothing.
/// </summary>
internal sealed unsafe class Arena : IDisposable
{
    private const int Alignment = 64;
    private readonly List<nint> _pieces = [];

#pragma warning disable MA0055 // Native memory: an engine that is dropped without Dispose must not leak gigabytes.
    ~Arena() => Free();
#pragma warning restore MA0055

    /// <summary>Room for <paramref name="count"/> floats plus one block of 16, all zero.</summary>
    public float* Floats(long count) => (float*)Bytes(checked((count + 16) * sizeof(float)));

    /// <summary>Room for <paramref name="count"/> integers plus one block of 16, all zero.</summary>
    public int* Integers(long count) => (int*)Bytes(checked((count + 16) * sizeof(int)));

    /// <summary>Room for <paramref name="count"/> pointers, all null.</summary>
    public float** Pointers(long count) => (float**)Bytes(checked(count * sizeof(float*)));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void* Bytes(long size)
    {
        var piece = NativeMemory.AlignedAlloc(checked((nuint)size), Alignment);
        _pieces.Add((nint)piece);
        NativeMemory.Clear(piece, (nuint)size);
        return piece;
    }

    private void Free()
    {
        foreach (var piece in _pieces)
        {
            NativeMemory.AlignedFree((void*)piece);
        }

        _pieces.Clear();
    }
}
