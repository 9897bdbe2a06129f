namespace Repro.Claims.Arithmetic;

/// <summary>Which operations a model learns.</summary>
public enum OperationMix
{
    /// <summary>Addition only.</summary>
    Add,

    /// <summary>Subtraction only.</summary>
    Sub,

    /// <summary>Both.</summary>
    Mix,
}
