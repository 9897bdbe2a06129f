using FluentAssertions;
using Repro.Models.Engines.Torch;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>Which tensors the forward pass finds in the flat one.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class TorchPieceTests
{
    /// <summary>With one head and a d_model of 1 the matrix has one row in one block, as the bias has.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    public void Leaves_QueriesKeysAndValues_AreAMatrixAndABias(int heads, int dModel)
    {
        var layout = new ParameterLayout(new TransformerConfig
        {
            Layers = 1,
            Heads = heads,
            DModel = dModel,
            DHead = 2,
            DMlp = 4,
            Context = 3,
            Vocabulary = 5,
        });

        var shapes = TorchPiece.Leaves(layout, TorchPiece.Of(layout)).ToDictionary(leaf => leaf.Name, leaf => leaf.Shape, StringComparer.Ordinal);

        shapes["blocks.0.attn.W_QKV"].Should().Equal(dModel, 3 * heads * 2);
        shapes["blocks.0.attn.b_QKV"].Should().Equal(3 * heads * 2);
    }
}
