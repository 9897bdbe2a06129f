namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// A fixed part of the batch with gradient sums of its own. The number of shards does not depend on the number of threads, and
/// shards are added up in their order, so threads change no bits.
/// </summary>
internal sealed unsafe class Shard(float* gradient, TableGradient table)
{
    /// <summary>Gradient of all parameters, in the engine's layout.</summary>
    public float* Gradient { get; } = gradient;

    /// <summary>Gradient of block 0's input rows.</summary>
    public TableGradient Table { get; } = table;

    /// <summary>First sequence.</summary>
    public int First { get; set; }

    /// <summary>Number of sequences.</summary>
    public int Count { get; set; }

    /// <summary>Sum of the losses of all rows.</summary>
    public double Loss { get; set; }

    /// <summary>Sequences right at every loss position.</summary>
    public int Exact { get; set; }
}
