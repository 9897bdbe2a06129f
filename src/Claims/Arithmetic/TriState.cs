namespace Repro.Claims.Arithmetic;

/// <summary>What one digit pair alone tells about its carry or borrow (the paper's tri-state, 0, 1 or U).</summary>
public enum TriState
{
    /// <summary>0: none, whatever lies below.</summary>
    No,

    /// <summary>1: certainly, whatever lies below.</summary>
    Yes,

    /// <summary>U: exactly if the digits below make one.</summary>
    Unknown,
}
