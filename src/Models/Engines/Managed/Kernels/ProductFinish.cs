namespace Repro.Models.Engines.Managed.Kernels;

/// <summary>What happens to a matrix product's element at the end of its chain.</summary>
internal enum ProductFinish
{
    /// <summary>Stored as it is.</summary>
    None,

    /// <summary>Added to the element of Other: the residual stream.</summary>
    AddToOther,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>Kept where the element of Other is above 0, else 0: the derivative of ReLU.</summary>
    WhereOtherPositive,
}
