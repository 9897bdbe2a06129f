using Repro.Models.Engines.Managed.Memory;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>One shard's gradients with respect to the rows of the <see cref="EmbeddingTable"/>.</summary>
internal sealed unsafe class TableGradient(Widths widths) : IDisposable
{
    private Arena _arena = new();
    private int _capacity;

    public float* Residual { get; private set; }

    public float* Query { get; private set; }

    public float* KeyValue { get; private set; }

    /// <summary>Zeros for a table of that many rows.</summary>
    public void Clear(int rows, int capacity)
    {
        if (capacity > _capacity)
        {
            // Nothing is there until all is: where memory does not suffice, the next batch must not find freed buffers.
            _capacity = 0;
            _arena.Dispose();
            _arena = new Arena();
            Residual = _arena.Floats((long)capacity * widths.Model);
            Query = _arena.Floats((long)capacity * widths.Query);
            KeyValue = _arena.Floats((long)capacity * widths.KeyValue);
            _capacity = capacity;
        }

        new Span<float>(Residual, rows * widths.Model).Clear();
        new Span<float>(Query, rows * widths.Query).Clear();
        new Span<float>(KeyValue, rows * widths.KeyValue).Clear();
    }

    public void Dispose() => _arena.Dispose();
}
