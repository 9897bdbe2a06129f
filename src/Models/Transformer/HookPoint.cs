using System.Collections.Immutable;
using System.Globalization;

namespace Repro.Models.Transformer;

/// <summary>A typed hook point: a kind and, inside a block, its layer. <see cref="Name"/> is TransformerLens's name.</summary>
public readonly record struct HookPoint
{
    private static readonly ImmutableArray<(HookKind Kind, string Name)> Names =
    [
        (HookKind.Embed, "hook_embed"),
        (HookKind.PositionEmbed, "hook_pos_embed"),
        (HookKind.ResidualPre, "hook_resid_pre"),
        (HookKind.Norm1Scale, "ln1.hook_scale"),
        (HookKind.Norm1, "ln1.hook_normalized"),
        (HookKind.Query, "attn.hook_q"),
        (HookKind.Key, "attn.hook_k"),
        (HookKind.Value, "attn.hook_v"),
        (HookKind.AttentionScores, "attn.hook_attn_scores"),
        (HookKind.Pattern, "attn.hook_pattern"),
        (HookKind.Z, "attn.hook_z"),
        (HookKind.AttentionOut, "hook_attn_out"),
        (HookKind.ResidualMid, "hook_resid_mid"),
        (HookKind.Norm2Scale, "ln2.hook_scale"),
        (HookKind.Norm2, "ln2.hook_normalized"),
        (HookKind.MlpPre, "mlp.hook_pre"),
        (HookKind.MlpPost, "mlp.hook_post"),
        (HookKind.MlpOut, "hook_mlp_out"),
        (HookKind.ResidualPost, "hook_resid_post"),
        (HookKind.NormFinalScale, "ln_final.hook_scale"),
        (HookKind.NormFinal, "ln_final.hook_normalized"),
    ];

    /// <summary>A hook point; <paramref name="layer"/> is given exactly for kinds inside a block.</summary>
    public HookPoint(HookKind kind, int? layer = null)
    {
        if (IsInBlock(kind) != layer.HasValue || layer < 0)
        {
            throw new ArgumentException(IsInBlock(kind)
                ? $"{kind} lies in a block and needs a layer of 0 or more; it was {layer?.ToString(CultureInfo.InvariantCulture) ?? "not given"}."
                : $"{kind} lies outside the blocks and takes no layer; it was {layer}.");
        }

        Kind = kind;
        Layer = layer ?? -1;
    }

    /// <summary>What is hooked.</summary>
    public HookKind Kind { get; }

    /// <summary>The block, or −1 outside the blocks.</summary>
    public int Layer { get; }

    /// <summary>TransformerLens's name, for instance <c>blocks.1.attn.hook_z</c>.</summary>
    public string Name
    {
        get
        {
            var kind = Kind;
            var name = Names.First(pair => pair.Kind == kind).Name;
            return Layer < 0 ? name : $"blocks.{Layer}.{name}";
        }
    }

    /// <summary>Whether the kind's values are split by head: only then may an intervention name heads.</summary>
    public bool HasHeads => Kind is HookKind.Query or HookKind.Key or HookKind.Value or HookKind.Z or HookKind.AttentionScores or HookKind.Pattern;

    /// <summary>Whether the kind lies inside a block.</summary>
    public static bool IsInBlock(HookKind kind) =>
        kind is not (HookKind.Embed or HookKind.PositionEmbed or HookKind.NormFinalScale or HookKind.NormFinal);

    /// <summary>All hook points of a model in firing order.</summary>
    public static ImmutableArray<HookPoint> All(TransformerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var all = ImmutableArray.CreateBuilder<HookPoint>();
        all.Add(new HookPoint(HookKind.Embed));
        all.Add(new HookPoint(HookKind.PositionEmbed));
        for (var layer = 0; layer < config.Layers; layer++)
        {
            foreach (var (kind, _) in Names.Where(pair => IsInBlock(pair.Kind)))
            {
                all.Add(new HookPoint(kind, layer));
            }
        }

        all.Add(new HookPoint(HookKind.NormFinalScale));
        all.Add(new HookPoint(HookKind.NormFinal));
        return all.ToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
