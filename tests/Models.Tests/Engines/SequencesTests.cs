using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed.Passes;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>How many rows of a sequence a thread's buffers hold: so groups are cut, and so much memory is taken.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class SequencesTests
{
    private static readonly TransformerConfig Config = new()
    {
        Layers = 3,
        Heads = 2,
        DModel = 8,
        DHead = 4,
        DMlp = 16,
        Context = 9,
        Vocabulary = 15,
    };

    private static readonly TokenBatch Batch = new(2, 9);

    [Fact]
    public void MostRows_OnePositionOfTheFirstBlockRecorded_AreAllBeforeItUnlessTheTableHoldsThem()
    {
        var request = new ForwardRequest { Record = [new HookPoint(HookKind.Z, 0)], RecordPositions = [4] };

        var sequences = Needed.Of(Config, Batch, request, [])!;

        (sequences.MostRows, sequences.MostRowsFromTable).Should().Be((5, 1));
    }

    [Fact]
    public void MostRows_LogitsOfTheLastPositions_AreWhatOtherBlocksCompute()
    {
        var whole = Sequences.Whole(Config, Batch, [7, 8], 9);
        var behind = Sequences.Behind(Config, Batch, [7, 8], 9, from: 6);

        (whole.MostRows, whole.MostRowsFromTable).Should().Be((9, 9));
        behind.MostRowsFromTable.Should().Be(3);
    }
}
