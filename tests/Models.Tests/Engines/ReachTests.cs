using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed.Passes;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>What a changed run must compute: that the bits are right others test, here that no more is computed than that.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ReachTests
{
    private const int At = 4;

    private static readonly TestModel Model = new("three layers", new TransformerConfig
    {
        Layers = 3,
        Heads = 2,
        DModel = 8,
        DHead = 4,
        DMlp = 16,
        Context = 9,
        Vocabulary = 15,
        Activation = Activation.Relu,
    });

    /// <summary>One changed position of block 1: attention runs there only where what it reads is changed.</summary>
    [Theory]
    [InlineData(HookKind.Query, false, false)]
    [InlineData(HookKind.Key, false, true)]
    [InlineData(HookKind.Value, false, true)]
    [InlineData(HookKind.Norm1, false, true)]
    [InlineData(HookKind.AttentionScores, false, false)]
    [InlineData(HookKind.Pattern, false, false)]
    [InlineData(HookKind.Z, true, false)]
    [InlineData(HookKind.AttentionOut, true, false)]
    [InlineData(HookKind.ResidualMid, true, false)]
    [InlineData(HookKind.Norm2, true, false)]
    [InlineData(HookKind.MlpPost, true, false)]
    [InlineData(HookKind.ResidualPost, true, false)]
    public void Of_OnePositionChanged_TakesZOfTheCleanRunBehindAttentionOnly(HookKind kind, bool cleanZ, bool keys)
    {
        var run = Reach.Of(Model.Config, Model.Tokens(2), [Intervention.Zero(new HookPoint(kind, 1), [At])], [3, 5, 7]);

        run.FirstBlock.Should().Be(1);
        (run.Blocks[1].CleanZ, run.Blocks[1].Keys.Length > 0).Should().Be((cleanZ, keys));
        run.Blocks[1].Queries[0].Should().Be(At);
        run.Blocks[2].CleanZ.Should().BeFalse("its keys are changed");
        run.Blocks[2].Keys[0].Should().Be(At);
        run.Queries.Should().Equal(5, 7);
    }
}
