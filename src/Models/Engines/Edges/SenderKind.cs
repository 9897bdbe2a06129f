namespace Repro.Models.Engines.Edges;

/// <summary>What writes to the residual stream.</summary>
public enum SenderKind
{
    /// <summary>The sum of token and position embedding.</summary>
    Input,

    /// <summary>One attention head.</summary>
    Head,

    /// <summary>One MLP, its bias included.</summary>
    Mlp,
}
