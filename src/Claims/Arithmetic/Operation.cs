namespace Repro.Claims.Arithmetic;

/// <summary>What a question asks for.</summary>
public enum Operation
{
    /// <summary>D + D'.</summary>
    Add,

    /// <summary>D − D'.</summary>
    Subtract,
}
