namespace Repro.Models.Transformer;

/// <summary>
/// Places in the forward pass that can be recorded and changed, in the order in which they fire inside a block.
/// Shapes in comments: b = batch, p = position, h = head.
/// </summary>
public enum HookKind
{
    /// <summary>hook_embed [b, p, d_model]: token embedding.</summary>
    Embed,

    /// <summary>hook_pos_embed [b, p, d_model]: position embedding.</summary>
    PositionEmbed,

    /// <summary>blocks.L.hook_resid_pre [b, p, d_model].</summary>
    ResidualPre,

    /// <summary>blocks.L.ln1.hook_scale [b, p, 1]: √(variance + ε).</summary>
    Norm1Scale,

    /// <summary>blocks.L.ln1.hook_normalized [b, p, d_model]: after weight and bias, as in TransformerLens.</summary>
    Norm1,

    /// <summary>blocks.L.attn.hook_q [b, p, h, d_head].</summary>
    Query,

    /// <summary>blocks.L.attn.hook_k [b, p, h, d_head].</summary>
    Key,

    /// <summary>blocks.L.attn.hook_v [b, p, h, d_head].</summary>
    Value,

    /// <summary>blocks.L.attn.hook_attn_scores [b, h, query p, key p]: scaled and masked, −∞ above the diagonal.</summary>
    AttentionScores,

    /// <summary>blocks.L.attn.hook_pattern [b, h, query p, key p]: after the softmax.</summary>
    Pattern,

    /// <summary>blocks.L.attn.hook_z [b, p, h, d_head]: before W_O.</summary>
    Z,

    /// <summary>blocks.L.hook_attn_out [b, p, d_model].</summary>
    AttentionOut,

    /// <summary>blocks.L.hook_resid_mid [b, p, d_model].</summary>
    ResidualMid,

    /// <summary>blocks.L.ln2.hook_scale [b, p, 1].</summary>
    Norm2Scale,

    /// <summary>blocks.L.ln2.hook_normalized [b, p, d_model].</summary>
    Norm2,

    /// <summary>blocks.L.mlp.hook_pre [b, p, d_mlp].</summary>
    MlpPre,

    /// <summary>blocks.L.mlp.hook_post [b, p, d_mlp].</summary>
    MlpPost,

    /// <summary>blocks.L.hook_mlp_out [b, p, d_model].</summary>
    MlpOut,

    /// <summary>blocks.L.hook_resid_post [b, p, d_model].</summary>
    ResidualPost,

    /// <summary>ln_final.hook_scale [b, p, 1].</summary>
    NormFinalScale,

    /// <summary>ln_final.hook_normalized [b, p, d_model].</summary>
    NormFinal,
}
