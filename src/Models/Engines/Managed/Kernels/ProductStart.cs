namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>What the chain of a matrix product's element starts from.</summary>
internal enum ProductStart
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>The bias of its column.</summary>
    Bias,

    /// <summary>What C holds: continues the chain of an earlier product.</summary>
    Accumulate,
}
