using Repro.Models.Engines.Managed.Memory;

namespace Repro.Models.Engines.Managed;

/// <summary>AdamW's moments in the engine's layout.</summary>
internal sealed unsafe class OptimiserMemory : IDisposable
{
    private readonly Arena _arena = new();

    public OptimiserMemory(EngineLayout layout)
    {
        Mean = _arena.Floats(layout.Length);
        MeanSquare = _arena.Floats(layout.Length);
    }

    public float* Mean { get; }

    public float* MeanSquare { get; }

    public void Dispose() => _arena.Dispose();
}
