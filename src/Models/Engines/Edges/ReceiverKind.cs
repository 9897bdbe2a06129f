namespace Repro.Models.Engines.Edges;

/// <summary>What reads the residual stream, each through a layer norm.</summary>
public enum ReceiverKind
{
    /// <summary>A head's queries.</summary>
    Query,

    /// <summary>A head's keys.</summary>
    Key,

    /// <summary>A head's values.</summary>
    Value,

    /// <summary>One MLP.</summary>
    Mlp,

    /// <summary>The unembedding.</summary>
    Logits,
}
