using FluentAssertions;
using Repro.Models.Tests.Storage;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Transformer;

[Trait(Tier.Name, Tier.Fast)]
public sealed class HookPointTests
{
    [Fact]
    public void All_OneLayer_HasTransformerLenssNamesInFiringOrder() =>
        HookPoint.All(Samples.Config with { Layers = 1 }).Select(point => point.Name).Should().Equal(
            "hook_embed",
            "hook_pos_embed",
            "blocks.0.hook_resid_pre",
            "blocks.0.ln1.hook_scale",
            "blocks.0.ln1.hook_normalized",
            "blocks.0.attn.hook_q",
            "blocks.0.attn.hook_k",
            "blocks.0.attn.hook_v",
            "blocks.0.attn.hook_attn_scores",
            "blocks.0.attn.hook_pattern",
            "blocks.0.attn.hook_z",
            "blocks.0.hook_attn_out",
            "blocks.0.hook_resid_mid",
            "blocks.0.ln2.hook_scale",
            "blocks.0.ln2.hook_normalized",
            "blocks.0.mlp.hook_pre",
            "blocks.0.mlp.hook_post",
            "blocks.0.hook_mlp_out",
            "blocks.0.hook_resid_post",
            "ln_final.hook_scale",
            "ln_final.hook_normalized");

    [Fact]
    public void All_TwelveLayers_HaveNamesOfTheirOwn()
    {
        var all = HookPoint.All(Samples.Config with { Layers = 12 });

        all.Should().HaveCount(4 + (12 * 17));
        all.Select(point => point.Name).Should().OnlyHaveUniqueItems();
        all.Select(point => point.ToString()).Should().Equal(all.Select(point => point.Name));
    }

    [Fact]
    public void Constructor_LayerWhereNoneBelongsOrViceVersa_IsRefused()
    {
        var missing = () => new HookPoint(HookKind.Z);
        var negative = () => new HookPoint(HookKind.Z, -1);
        var needless = () => new HookPoint(HookKind.Embed, 0);

        missing.Should().Throw<ArgumentException>().WithMessage("Z lies in a block*not given*");
        negative.Should().Throw<ArgumentException>().WithMessage("Z lies in a block*was -1*");
        needless.Should().Throw<ArgumentException>().WithMessage("Embed lies outside the blocks*was 0*");
    }

    [Fact]
    public void HasHeads_PerHeadKinds_AreTheSixOfAttention() =>
        HookPoint.All(Samples.Config with { Layers = 1 }).Where(point => point.HasHeads).Select(point => point.Kind).Should().Equal(
            HookKind.Query, HookKind.Key, HookKind.Value, HookKind.AttentionScores, HookKind.Pattern, HookKind.Z);
}
