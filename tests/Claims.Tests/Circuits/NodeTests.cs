using FluentAssertions;
using Repro.Claims.Circuits;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Circuits;

[Trait(Tier.Name, Tier.Fast)]
public class NodeTests
{
    [Theory]
    [InlineData("P18L0H1", 18, 0, 1)]
    [InlineData("P9L1MLP", 9, 1, null)]
    [InlineData("P0L0H0", 0, 0, 0)]
    [InlineData("P1023L47H24", 1023, 47, 24)]
    public void Parse_Name_GivesTheNode(string name, int position, int layer, int? head)
    {
        var node = Node.Parse(name);

        node.Should().Be(new Node(position, layer, head));
        node.Name.Should().Be(name).And.Be(node.ToString());
        node.Name.Should().EndWith(node.Row);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P1")]
    [InlineData("P1L0")]
    [InlineData("P1L0H")]
    [InlineData("p1l0h1")]
    [InlineData("P1L0MLP0")]
    [InlineData("P1L0H1 ")]
    [InlineData("P1L0H1\n")]
    [InlineData("P-1L0H1")]
    [InlineData("P1L0H1MLP")]
    [InlineData("P99999L0H1")]
    [InlineData("P٣L0H1")]
    public void Parse_OtherText_IsRefused(string text) =>
        FluentActions.Invoking(() => Node.Parse(text)).Should().Throw<FormatException>().WithMessage($"'{text}'*P18L0H1*");

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 0, -1)]
    public void Node_NegativeNumber_IsRefused(int position, int layer, int head) =>
        FluentActions.Invoking(() => new Node(position, layer, head)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void All_SmallModel_IsByPositionLayerAndHeadsBeforeTheMlp() =>
        string.Join(' ', Node.All(new TransformerConfig { Layers = 2, Heads = 2, DModel = 4, DHead = 2, DMlp = 4, Context = 4, Vocabulary = 4 }, [1, 3]))
            .Should().Be("P1L0H0 P1L0H1 P1L0MLP P1L1H0 P1L1H1 P1L1MLP P3L0H0 P3L0H1 P3L0MLP P3L1H0 P3L1H1 P3L1MLP");

    [Fact]
    public void CompareTo_AllPairs_IsTheOrderOfAll()
    {
        var all = Node.All(RandomModel.Config, [0, 2, 11]).ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = 0; j < all.Length; j++)
            {
                Math.Sign(all[i].CompareTo(all[j])).Should().Be(Math.Sign(i.CompareTo(j)));
                (all[i] < all[j]).Should().Be(i < j);
                (all[i] > all[j]).Should().Be(i > j);
                (all[i] <= all[j]).Should().Be(i <= j);
                (all[i] >= all[j]).Should().Be(i >= j);
            }
        }
    }

    [Fact]
    public void At_HeadAndMlp_AreZAndPost()
    {
        Node.Parse("P5L1H2").At.Should().Be(new HookPoint(HookKind.Z, 1));
        Node.Parse("P5L0MLP").At.Should().Be(new HookPoint(HookKind.MlpPost, 0));
    }

    [Theory]
    [InlineData("P3L0H2")]
    [InlineData("P6L1H0")]
    [InlineData("P2L1MLP")]
    public void Replace_OneNode_ChangesItsValuesOnly(string name)
    {
        using var model = new RandomModel();
        var node = Node.Parse(name);
        var (inputs, donors) = (RandomModel.Inputs(4), RandomModel.Inputs(4, set: 1));
        var (clean, donor) = (model.Record(inputs, node.At), model.Record(donors, node.At));
        HookValue Changed(Intervention change) => model.Engine.Forward(inputs, new ForwardRequest { Record = [node.At], Interventions = [change] })[node.At];

        var (replaced, zeroed) = (Changed(node.Replace(donor)), Changed(node.Zero()));

        var width = clean.Shape[^1];
        for (var i = 0; i < clean.Values.Length; i++)
        {
            var run = i / width;
            var (head, position) = node.Head is null ? ((int?)null, run % 7) : (run % 3, run / 3 % 7);
            var mine = (head, position) == (node.Head, node.Position);
            replaced.Values[i].Should().Be(mine ? donor.Values[i] : clean.Values[i]);
            zeroed.Values[i].Should().Be(mine ? 0 : clean.Values[i]);
        }
    }
}
