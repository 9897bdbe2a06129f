using FluentAssertions;
using Repro.Models.Storage.PyTorch;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Storage.PyTorch;

[Trait(Tier.Name, Tier.Fast)]
public sealed class PyTorchModelTests
{
    private static readonly (string Name, byte[] Content)[] Model = [.. Fixtures.Entries(Fixtures.Bytes("model.pth"))];

    [Fact]
    public void Load_StateDictOfTransformerLens_GivesItsConfigAndParameters()
    {
        var expected = Fixtures.Expected("model.pth");

        var parameters = PyTorchModel.Load(Fixtures.PathOf("model.pth"));

        parameters.Layout.Config.Should().Be(new TransformerConfig
        {
            Layers = 2,
            Heads = 2,
            DModel = 6,
            DHead = 3,
            DMlp = 8,
            Context = 7,
            Vocabulary = 15,
            Activation = Activation.Relu,
        });
        foreach (var spec in parameters.Layout.All)
        {
            parameters[spec].ToArray().Select(BitConverter.SingleToUInt32Bits).Should().Equal(expected[spec.Name].Values, spec.Name);
        }
    }

    [Theory]
    [InlineData("unembed.b_U", "unembed.b_X", "tensor 'unembed.b_U': the file does not have it")]
    [InlineData("blocks.1.attn.mask", "blocks.2.attn.mask", "tensor 'blocks.2.attn.mask': a TransformerLens model of 2 layers has no such tensor")]
    [InlineData("blocks.1.attn.mask", "blocks.1.attn.task", "tensor 'blocks.1.attn.task': a TransformerLens model of 2 layers has no such tensor")]
    [InlineData("blocks.1.attn.W_Q", "blocks.1.attn.W_X", "tensor 'blocks.1.ln1.w': a TransformerLens model of 1 layers has no such tensor")]
    [InlineData("blocks.0.attn.W_Q", "blocks.0.attn.W_X", "tensor 'blocks.0.attn.W_Q': the file does not have it")]
    [InlineData("blocks.0.ln1.w", "blocks.0.ln1.x", "tensor 'blocks.0.ln1.w': the file does not have it")]
    public void Load_OtherNames_AreRefused(string name, string other, string message) =>
        Refusal(WithText(name, other)).Message.Should().StartWith(Fixtures.File).And.Contain(message);

    [Fact]
    public void Load_TwoTensorsExchanged_AreRefusedByShape() =>
        Refusal(Fixtures.Zip(Model.Select(entry => entry.Name.EndsWith("/data.pkl", StringComparison.Ordinal)
                ? (entry.Name, Replace(Replace(Replace(entry.Content, "ln_final.b", "x"), "unembed.b_U", "ln_final.b"), "x", "unembed.b_U"))
                : entry)))
            .Message.Should().Contain("tensor 'ln_final.b': shape is [15]; expected [6].");

    [Fact]
    public void Load_ValueThatIsNotFinite_IsRefusedByTensorAndElement()
    {
        // Storage 0 is the embedding.
        var entries = Model.Select(entry => entry.Name.EndsWith("/data/0", StringComparison.Ordinal) ? (entry.Name, WithNaN(entry.Content, 17)) : entry);

        Refusal(Fixtures.Zip(entries)).Message.Should().Be($"{Fixtures.File}: tensor 'embed.W_E': element 17 is NaN; every value must be finite.");
    }

    [Fact]
    public void Load_TensorsThatShareMemoryToAppearLarge_AreRefused()
    {
        // Each of 16 tensors fits its storage, but together they are as many times the file.
        const int Width = 64;
        var layout = new ParameterLayout(new TransformerConfig
        {
            Layers = 1,
            Heads = 1,
            DModel = Width,
            DHead = Width,
            DMlp = Width,
            Context = Width,
            Vocabulary = Width,
        });
        var pickle = new PickleBytes().Op('}').Op('(');
        foreach (var spec in layout.All)
        {
            pickle.Text(spec.Name).Tensor([.. spec.Shape], [.. spec.Shape.Select((_, axis) => spec.Shape.Skip(axis + 1).Aggregate(1L, (a, b) => a * b))], 0, Width * Width);
        }

        Refusal(Fixtures.OfPickle(pickle.Op('u').Op('.').Bytes, Width * Width * 4)).Reason.Should()
            .MatchRegex("^its shapes make a model of [0-9]+ parameters of 4 bytes; the file has only [0-9]+ bytes\\.$");
    }

    [Fact]
    public void Load_ManyBlocksOfOneTensor_AreRefused()
    {
        var pickle = new PickleBytes().Op('}').Op('(');
        for (var layer = 0; layer < 100; layer++)
        {
            pickle.Text($"blocks.{layer}.attn.W_Q").Tensor([1, 1, 1], [1, 1, 1]);
        }

        Refusal(Fixtures.OfPickle(pickle.Op('u').Op('.').Bytes)).Reason.Should().Be("it has 100 blocks, but only 100 tensors; a block has 16.");
    }

    [Theory]
    [InlineData("embed.W_E")]
    [InlineData("pos_embed.W_pos")]
    [InlineData("blocks.0.mlp.W_in")]
    [InlineData("blocks.0.attn.W_Q")]
    public void Load_ShapesThatMakeNoConfig_AreRefusedByName(string name)
    {
        var pickle = new PickleBytes().Op('}').Op('(');
        foreach (var tensor in new[] { "embed.W_E", "pos_embed.W_pos", "blocks.0.mlp.W_in", "blocks.0.attn.W_Q" })
        {
            var axes = tensor.EndsWith("W_Q", StringComparison.Ordinal) ? 3 : 2;
            var shape = Enumerable.Repeat(string.Equals(tensor, name, StringComparison.Ordinal) ? 0L : 1L, axes).ToArray();
            pickle.Text(tensor).Tensor(shape, shape);
        }

        for (var i = 0; i < 16; i++)
        {
            pickle.Text($"{i}").Tensor([1], [1]);
        }

        Refusal(Fixtures.OfPickle(pickle.Op('u').Op('.').Bytes)).Message.Should().Contain($"tensor '{name}': shape is [0, 0").And.Contain("sizes from 1 on");
    }

    // The model's file with one text of its pickle replaced by another.
    private static byte[] WithText(string text, string other) => Fixtures.Zip(
        Model.Select(entry => entry.Name.EndsWith("/data.pkl", StringComparison.Ordinal) ? (entry.Name, Replace(entry.Content, text, other)) : entry));

    private static byte[] Replace(byte[] pickle, string text, string other)
    {
        var before = new PickleBytes().Text(text).Bytes.AsSpan(2);
        var at = pickle.AsSpan().IndexOf(before);
        at.Should().BePositive();
        return [.. pickle.AsSpan(0, at), .. new PickleBytes().Text(other).Bytes.AsSpan(2), .. pickle.AsSpan(at + before.Length)];
    }

    private static byte[] WithNaN(byte[] content, int element)
    {
        var changed = (byte[])content.Clone();
        BitConverter.GetBytes(float.NaN).CopyTo(changed, element * 4);
        return changed;
    }

    private static PyTorchFileException Refusal(byte[] bytes)
    {
        using var file = Fixtures.Open(bytes);
        var read = () => PyTorchModel.Read(file);
        return read.Should().Throw<PyTorchFileException>().Which;
    }
}
