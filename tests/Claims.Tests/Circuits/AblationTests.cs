using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Circuits;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Circuits;

[Trait(Tier.Name, Tier.Fast)]
public class AblationTests(RandomModel model) : IClassFixture<RandomModel>
{
    // More than one chunk of 128, and a rest.
    private readonly TokenBatch _inputs = RandomModel.Inputs(300);

    [Theory]
    [InlineData("P4L0H1")]
    [InlineData("P6L1H2")]
    [InlineData("P5L1MLP")]
    public void Of_Mean_IsTheMeanOverAllInputs(string name)
    {
        var node = Node.Parse(name);

        var source = new Ablation(model.Engine, _inputs, AblationKind.Mean).Of(node).Source!;

        source.Shape[0].Should().Be(1);
        source.Values.Should().Equal(model.Record(_inputs, node.At).MeanOverBatch().Values);
    }

    [Theory]
    [InlineData("P4L0H1", "P4L0H1")]
    [InlineData("P4L1H1", "P4L0H1")]
    [InlineData("P5L1MLP", "P5L0MLP")]
    public void Of_FirstLayerMean_IsLayerZerosWhateverTheLayer(string name, string first)
    {
        var change = new Ablation(model.Engine, _inputs, AblationKind.FirstLayerMean).Of(Node.Parse(name));

        change.At.Should().Be(Node.Parse(name).At);
        change.Source!.Values.Should().Equal(model.Record(_inputs, Node.Parse(first).At).MeanOverBatch().Values);
    }

    // By its mean, at two positions and where there are heads one of them; everywhere by zero.
    [Fact]
    public void Of_EveryHookPoint_PutsItsOwnValuesThere()
    {
        var mean = new Ablation(model.Engine, _inputs, AblationKind.Mean);
        var zero = new Ablation(model.Engine, _inputs, AblationKind.Zero);
        ImmutableArray<int> positions = [2, 4];
        foreach (var at in HookPoint.All(RandomModel.Config))
        {
            ImmutableArray<int> heads = at.HasHeads ? [1] : [];

            var change = mean.Of(at, positions, heads);

            change.Source!.Values.Should().Equal(model.Record(_inputs, at).MeanOverBatch().Values, at.Name);
            change.At.Should().Be(at);
            change.Positions.Should().Equal(positions);
            change.Heads.Should().Equal(heads);

            // The embedding of a position is the same in all inputs.
            model.Logits(_inputs, change).SequenceEqual(model.Logits(_inputs)).Should().Be(at.Kind == HookKind.PositionEmbed, at.Name);
            zero.Of(at).Should().BeEquivalentTo(Intervention.Zero(at), at.Name);
        }
    }

    [Fact]
    public void Of_Zero_NeedsNoValues() =>
        new Ablation(model.Engine, _inputs, AblationKind.Zero).Of(Node.Parse("P3L1H0")).Should().BeEquivalentTo(Node.Parse("P3L1H0").Zero());

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(300)]
    public void Of_Resample_TakesEachValueFromTheNextInputOfOneCycle(int count)
    {
        var inputs = RandomModel.Inputs(count);
        var node = Node.Parse("P6L1H2");

        var donors = Donors(new Ablation(model.Engine, inputs, AblationKind.Resample, seed: 5).Of(node).Source!, model.Record(inputs, node.At));

        var (at, steps) = (0, 0);
        do
        {
            at = donors[at];
            steps++;
        }
        while (at != 0);
        steps.Should().Be(count);
    }

    [Fact]
    public void Of_Resample_HasOneDonorForAllNodesOfASeed()
    {
        int[] Of(ulong seed, string name) => Donors(
            new Ablation(model.Engine, _inputs, AblationKind.Resample, seed).Of(Node.Parse(name)).Source!, model.Record(_inputs, Node.Parse(name).At));

        var first = Of(1, "P6L1H2");

        Of(1, "P6L1H2").Should().Equal(first);
        Of(1, "P5L0MLP").Should().Equal(first);
        Of(2, "P6L1H2").Should().NotEqual(first);
    }

    [Fact]
    public void Ablation_ResampleOfOneInput_IsRefused()
    {
        FluentActions.Invoking(() => new Ablation(model.Engine, RandomModel.Inputs(1), AblationKind.Resample))
            .Should().Throw<ArgumentException>().WithMessage("*only one*");
        FluentActions.Invoking(() => new Ablation(model.Engine, RandomModel.Inputs(1), AblationKind.Mean)).Should().NotThrow();
    }

    [Theory]
    [InlineData(AblationKind.Mean)]
    [InlineData(AblationKind.Zero)]
    [InlineData(AblationKind.Resample)]
    [InlineData(AblationKind.FirstLayerMean)]
    public void OfPosition_ResidualBehindEveryBlock_IsReplacedThere(AblationKind kind)
    {
        var ablation = new Ablation(model.Engine, _inputs, kind);

        var changes = ablation.OfPosition(4).ToArray();

        changes.Select(change => change.At).Should().Equal(new HookPoint(HookKind.ResidualPost, 0), new HookPoint(HookKind.ResidualPost, 1));
        changes.Should().OnlyContain(change => change.Positions.SequenceEqual(ImmutableArray.Create(4)) && change.Heads.IsEmpty);
        for (var layer = 0; layer < 2; layer++)
        {
            var clean = model.Record(_inputs, new HookPoint(HookKind.ResidualPost, kind == AblationKind.FirstLayerMean ? 0 : layer));
            switch (kind)
            {
                case AblationKind.Zero:
                    changes[layer].Source.Should().BeNull();
                    break;
                case AblationKind.Resample:
                    Donors(changes[layer].Source!, clean).Should().OnlyHaveUniqueItems();
                    break;
                default:
                    changes[layer].Source!.Values.Should().Equal(clean.MeanOverBatch().Values);
                    break;
            }
        }
    }

    [Theory]
    [InlineData(AblationKind.Mean)]
    [InlineData(AblationKind.Zero)]
    [InlineData(AblationKind.Resample)]
    public void Of_SeveralNodes_IsAllOfThemOneByOne(AblationKind kind)
    {
        var ablation = new Ablation(model.Engine, _inputs, kind);
        var nodes = Array.ConvertAll((string[])["P6L1H2", "P2L0H2", "P4L0H1", "P6L0H2", "P5L0MLP", "P5L1MLP", "P4L1H0"], Node.Parse);

        var together = ablation.Of(nodes);

        together.Select(change => $"{change.At} {string.Join(',', change.Heads)} {string.Join(',', change.Positions)}").Should().BeEquivalentTo(
            "blocks.0.attn.hook_z 2 2,6", "blocks.0.attn.hook_z 1 4", "blocks.0.mlp.hook_post  5",
            "blocks.1.attn.hook_z 0 4", "blocks.1.attn.hook_z 2 6", "blocks.1.mlp.hook_post  5");
        model.Logits(_inputs, together).Should().Equal(model.Logits(_inputs, nodes.Select(ablation.Of)));
        model.Logits(_inputs, together).Should().NotEqual(model.Logits(_inputs));
    }

    [Fact]
    public void Of_NoNodes_IsTheCleanRun() =>
        model.Logits(_inputs, new Ablation(model.Engine, _inputs, AblationKind.Mean).Of([])).Should().Equal(model.Logits(_inputs));

    [Fact]
    public void Replace_EveryNodeAndTheEmbedding_IsTheOtherRun()
    {
        // Patch-everything = corrupt: what is left of the model's own run are the position embeddings, which both runs share.
        var corrupt = RandomModel.Inputs(300, set: 1);
        var points = Enumerable.Range(0, 2).SelectMany(layer => (HookPoint[])[new(HookKind.Z, layer), new(HookKind.MlpPost, layer)]);
        var donors = points.Append(new HookPoint(HookKind.Embed)).ToDictionary(at => at, at => model.Record(corrupt, at));
        var nodes = Node.All(RandomModel.Config, Enumerable.Range(0, 7)).Select(node => node.Replace(donors[node.At]));
        var embedding = Intervention.Replace(new HookPoint(HookKind.Embed), donors[new HookPoint(HookKind.Embed)]);

        model.Logits(_inputs, [embedding, .. nodes]).Should().Equal(model.Logits(corrupt));
        model.Logits(corrupt).Should().NotEqual(model.Logits(_inputs));
    }

    [Fact]
    public void Replace_EveryNodeByItsOwnValue_IsTheCleanRun()
    {
        var nodes = Node.All(RandomModel.Config, Enumerable.Range(0, 7)).Select(node => node.Replace(model.Record(_inputs, node.At)));

        model.Logits(_inputs, nodes).Should().Equal(model.Logits(_inputs));
    }

    [Fact]
    public void ShuffledWeights_EveryParameter_HasTheSameElementsInAnotherOrder()
    {
        var parameters = model.Engine.GetParameters();

        var shuffled = ShuffledWeights.Of(parameters, seed: 3);

        foreach (var spec in parameters.Layout.All)
        {
            shuffled[spec].ToArray().Order().Should().Equal(parameters[spec].ToArray().Order());
            if (spec.Name.Contains("W_", StringComparison.Ordinal))
            {
                shuffled[spec].ToArray().Should().NotEqual(parameters[spec].ToArray(), spec.Name);
            }
        }

        ShuffledWeights.Of(parameters, seed: 3).Hash().Should().Be(shuffled.Hash()).And.NotBe(ShuffledWeights.Of(parameters, seed: 4).Hash());
    }

    // For each input the one whose values it was given.
    private static int[] Donors(HookValue source, HookValue clean)
    {
        var stride = clean.Values.Length / clean.Shape[0];
        var rows = clean.Values.Chunk(stride).ToArray();
        return [.. source.Values.Chunk(stride).Select(given => Array.FindIndex(rows, row => row.AsSpan().SequenceEqual(given)))];
    }
}
