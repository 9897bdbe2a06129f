using FluentAssertions;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Transformer;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ParameterLayoutTests
{
    /// <summary>The counts of the paper's models (§2); 6.28 million is also the size of a published file.</summary>
    [Theory]
    [InlineData(5, 1, 3, 3_153_855)]
    [InlineData(5, 2, 3, 6_281_685)]
    [InlineData(6, 2, 3, 6_283_215)]
    [InlineData(10, 2, 3, 6_289_335)]
    [InlineData(15, 2, 3, 6_296_985)]
    [InlineData(6, 3, 3, 9_411_045)]
    [InlineData(6, 3, 4, 10_452_975)]
    [InlineData(13, 3, 4, 10_463_685)]
    [InlineData(6, 4, 3, 12_538_875)]
    [InlineData(6, 4, 4, 13_928_115)]
    public void Count_PaperModels_IsThePublishedNumber(int digits, int layers, int heads, int count) =>
        new ParameterLayout(Arithmetic(digits, layers, heads)).Count.Should().Be(count);

    [Fact]
    public void Count_Gpt2Small_IsThePublishedNumber() => new ParameterLayout(new TransformerConfig
    {
        Layers = 12,
        Heads = 12,
        DModel = 768,
        DHead = 64,
        DMlp = 3_072,
        Context = 1_024,
        Vocabulary = 50_257,
        Activation = Activation.GeluTanh,
        TiedUnembedding = true,
    }).Count.Should().Be(124_439_808);

    [Fact]
    public void All_AddD5L2H3_HasTransformerLenssNamesShapesAndOrder()
    {
        var lines = new ParameterLayout(Arithmetic(5, 2, 3)).All.Select(spec => $"{spec.Name} [{string.Join(", ", spec.Shape)}]");

        string.Join('\n', lines).Should().Be(
            """
            embed.W_E [15, 510]
            pos_embed.W_pos [19, 510]
            blocks.0.ln1.w [510]
            blocks.0.ln1.b [510]
            blocks.0.ln2.w [510]
            blocks.0.ln2.b [510]
            blocks.0.attn.W_Q [3, 510, 170]
            blocks.0.attn.W_O [3, 170, 510]
            blocks.0.attn.b_Q [3, 170]
            blocks.0.attn.b_O [510]
            blocks.0.attn.W_K [3, 510, 170]
            blocks.0.attn.W_V [3, 510, 170]
            blocks.0.attn.b_K [3, 170]
            blocks.0.attn.b_V [3, 170]
            blocks.0.mlp.W_in [510, 2040]
            blocks.0.mlp.b_in [2040]
            blocks.0.mlp.W_out [2040, 510]
            blocks.0.mlp.b_out [510]
            blocks.1.ln1.w [510]
            blocks.1.ln1.b [510]
            blocks.1.ln2.w [510]
            blocks.1.ln2.b [510]
            blocks.1.attn.W_Q [3, 510, 170]
            blocks.1.attn.W_O [3, 170, 510]
            blocks.1.attn.b_Q [3, 170]
            blocks.1.attn.b_O [510]
            blocks.1.attn.W_K [3, 510, 170]
            blocks.1.attn.W_V [3, 510, 170]
            blocks.1.attn.b_K [3, 170]
            blocks.1.attn.b_V [3, 170]
            blocks.1.mlp.W_in [510, 2040]
            blocks.1.mlp.b_in [2040]
            blocks.1.mlp.W_out [2040, 510]
            blocks.1.mlp.b_out [510]
            ln_final.w [510]
            ln_final.b [510]
            unembed.W_U [510, 15]
            unembed.b_U [15]
            """);
    }

    [Fact]
    public void All_Offsets_FollowWithoutHoles()
    {
        var layout = new ParameterLayout(Arithmetic(5, 2, 3));

        var next = 0;
        foreach (var spec in layout.All)
        {
            spec.Offset.Should().Be(next);
            spec.Length.Should().Be(spec.Shape.Aggregate(1, (product, size) => product * size));
            next += spec.Length;
        }

        layout.Count.Should().Be(next);
    }

    [Fact]
    public void All_TiedUnembedding_HasNoUnembedding()
    {
        var layout = new ParameterLayout(Arithmetic(5, 1, 3) with { TiedUnembedding = true });

        layout.Contains("unembed.W_U").Should().BeFalse();
        layout.Contains("unembed.b_U").Should().BeFalse();
        layout.All[^1].Name.Should().Be("ln_final.b");
    }

    [Fact]
    public void Indexer_UnknownName_ListsTheNames()
    {
        var layout = new ParameterLayout(Arithmetic(5, 1, 3));

        layout["blocks.0.mlp.W_in"].Shape.Should().Equal(510, 2_040);
        layout.Invoking(l => l["blocks.7.mlp.W_in"]).Should().Throw<KeyNotFoundException>()
            .WithMessage("*'blocks.7.mlp.W_in'*blocks.0.mlp.W_in*");
    }

    /// <summary>2²⁹ parameters have 2³¹ bytes, one more than a span can have.</summary>
    [Fact]
    public void Layout_MoreParametersThanOneBufferHolds_IsRefused()
    {
        // The token embedding alone has 2²⁰ · d_model.
        var config = Arithmetic(5, 1, 3) with { Vocabulary = 1 << 20, TiedUnembedding = true };
        var layout = () => new ParameterLayout(config with { DModel = 512 });

        layout.Should().Throw<ArgumentException>().WithMessage("*more than 536870911 parameters*");
        new ParameterLayout(config with { DModel = 508 }).Count.Should().BeInRange(508 << 20, 536_870_911);
    }

    internal static TransformerConfig Arithmetic(int digits, int layers, int heads) => new()
    {
        Layers = layers,
        Heads = heads,
        DModel = 510,
        DHead = 170,
        DMlp = 2_040,
        Context = (3 * digits) + 4,
        Vocabulary = 15,
    };
}
