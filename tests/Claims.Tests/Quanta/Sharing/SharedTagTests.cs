using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Sharing;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SharedTagTests
{
    private static readonly (ComplexityClass, int) S = (ComplexityClass.S1, 9);
    private static readonly (ComplexityClass, int) M = (ComplexityClass.M1, 9);
    private static readonly (ComplexityClass, int) N = (ComplexityClass.N1, 9);

    [Fact]
    public void DigitSharing_NeedsOneHeadWithAllThreeTagsOfTheDigit()
    {
        var map = KindSamples.Map(
            KindSamples.Node("P13L0H1", "A3.SA A3.MD A3.ND", 2, S),
            KindSamples.Node("P13L0H2", "A3.SA A3.MD", 2, S),
            KindSamples.Node("P14L0H1", "A2.SA A2.MD A1.ND", 2, S),
            KindSamples.Node("P14L0H2", "A2.ND", 2, S)) with
        {
            Searches = [.. from digit in Enumerable.Range(0, 5) from task in (SubTask[])[SubTask.SA, SubTask.MD, SubTask.ND] select MapSamples.Search($"A{digit}.{task}", testable: (digit, task) != (4, SubTask.ND))],
        };

        var digits = DigitSharing.Of(map);

        digits.Select(digit => digit.Digit).Should().Equal(0, 1, 2, 3, 4);
        digits.Select(digit => digit.IsShared).Should().Equal(false, false, false, true, false);
        digits.Select(digit => digit.Testable).Should().Equal(true, true, true, true, false);
        digits[3].Shared.Should().Equal(new Node(13, 0, 1));
        (digits[3].Add.Length, digits[3].Sub.Length, digits[3].Neg.Length).Should().Be((2, 2, 1));
        digits[2].Neg.Should().Equal(new Node(14, 0, 2));
    }

    [Fact]
    public void FirstPositionNodes_OnlyTheSignOfSubtractionsCounts()
    {
        const int Sign = 6;
        var nodes = FirstPositionNodes.Of(KindSamples.Map(
            KindSamples.Node("P0L0H3", "", Sign, M, N),
            KindSamples.Node("P0L0H2", "", Sign, S, M),
            KindSamples.Node("P0L0H1", "", token: 5, M),
            KindSamples.Node("P10L0H0", "", token: 0, S),
            KindSamples.Node("P11L0H0", "", Sign, N),
            KindSamples.Node("P12L0H0", "", token: 0, S)));

        nodes.Should().Be(new FirstPositionNodes(new Proportion(1, 3), new Proportion(1, 2)));
    }

    [Fact]
    public void RuleReaders_AreToldFromOtherHeadsWhereDigitsArePredicted()
    {
        var readers = RuleReaders.Of(KindSamples.Map(
            KindSamples.Node("P12L0H3", "OPR SGN SLT", 2, M, N),
            KindSamples.Node("P13L0H3", "OPR", 2, M),
            KindSamples.Node("P14L0H3", "", 2, M),
            KindSamples.Node("P15L1H1", "SGN", 2, S, M),
            KindSamples.Node("P14L0H1", "A2.SA A2.OPR", 2, S),
            KindSamples.Node("P15L0H1", "A1.SA", 2, S),
            KindSamples.Node("P13L0MLP", "", 2, M),
            KindSamples.Node("P6L0H0", "OPR", 2, S)));

        readers.AdditionFree.Should().Be(new Proportion(2, 3));
        readers.Others.Should().Be(new Proportion(1, 3));
        readers.PValue.Should().Be(FisherExact.PValue(2, 3, 1, 3));
        readers.Rows.Should().Equal(
            new RuleReaderRow(0, 3, new Proportion(2, 3), new Proportion(3, 3)), new RuleReaderRow(1, 1, new Proportion(1, 1), new Proportion(0, 1)));
        readers.Rows.Select(row => row.IsAdditionFree).Should().Equal(true, false);
    }

    [Fact]
    public void RuleReaders_MapWithoutTags_HasNoTest() => RuleReaders.Of(KindSamples.Map(KindSamples.Node("P13L0H3", M))).PValue.Should().BeNull();
}
