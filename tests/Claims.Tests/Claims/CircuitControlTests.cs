using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings;
using Repro.Claims.Findings.AdditionCircuits;
using Repro.Claims.Findings.MixedCircuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Tests.Quanta;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>Controls of claims on circuits are seen to fail.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CircuitControlTests(ZooClaimTests.OneModel zoo) : IClassFixture<ZooClaimTests.OneModel>
{
    private const string Sample = "ins1_mix_d6_l3_h4_t40K_s372001";

    private static readonly EngineFactory Engines = new("cpu", 1);

    [Fact]
    public void UntrainedCircuit_ModelThatStartsTrained_IsFound()
    {
        using var starts = MappedModel.Of(StartsTrained());

        Outcome(new UntrainedCircuit(), starts).Passed.Should().BeFalse();
    }

    [Theory]
    [InlineData(74, 0.001, true)]
    [InlineData(75, 0.002, true)]
    [InlineData(75, 0.001, false)]
    public void UntrainedProbes_ProbeThatReadsBeforeTraining_IsFound(int right, double p, bool passes)
    {
        using var model = MappedModel.Of(StartsTrained());
        var probe = new CarryProbe(1, 9, new HookPoint(HookKind.ResidualMid, 0), new(90, 100), new(right, 100), p);

        Outcome(new UntrainedProbes((_, _) => [probe]), model).Passed.Should().Be(passes);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void SameCarryDonors_MoreThanOneInTwentyChanged_AreFound(int changed, bool passes)
    {
        using var model = PlantedCircuit.Model();

        Outcome(new SameCarryDonors("anywhere", (_, _) => [new(0, 100), new(changed, 100)]), model).Passed.Should().Be(passes);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void LastMlpWrites_LastLayerThatPutsOutNothing_IsFound(bool silentLayerBehind, bool passes)
    {
        using var planted = PlantedCircuit.Model();
        var parameters = planted.Engine.GetParameters();
        using var model = new MappedModel("planted", [QuestionKind.Add], PlantedModel.Run(silentLayerBehind ? WithSilentLayer(parameters) : parameters), planted.Map);

        var outcome = new LastMlpWrites().Run((CircuitClaim)ClaimCatalogue.Find("ADD-37"), [model], CancellationToken.None);

        outcome.Passed.Should().Be(passes, outcome.Observed);
    }

    // Both kinds of a digit, which use the same heads, count once: four digits can be shuffled in six ways.
    [Theory]
    [InlineData(true, 20, true)]
    [InlineData(false, 20, false)]
    [InlineData(true, 4, false)]
    public void ShuffledOrderSense_PlacesThatAreAllAlikeOrFew_AreFound(bool differ, int digits, bool passes)
    {
        using var model = PlantedCircuit.Model();
        var claim = new Placed(_ => [.. Enumerable.Range(0, 20).Select(place => Place(place, place % digits, blind: !differ || place % 2 == 0))]);

        new ShuffledOrderSense().Run(claim, [model], CancellationToken.None).Passed.Should().Be(passes);
    }

    // Whatever the number of their digits, two models can be exchanged in two ways.
    [Fact]
    public void ShuffledOrderSense_TwoModelsThatAreAlikeInThemselves_AreTooFew()
    {
        using var blind = PlantedCircuit.Model();
        using var seeing = PlantedCircuit.Model();
        ImmutableArray<OrderPlace> Of(MappedModel model) => [.. Enumerable.Range(0, 20).Select(place => Place(place, place, blind: model == blind))];

        var outcome = new ShuffledOrderSense().Run(new Placed(Of), [blind, seeing], CancellationToken.None);

        outcome.Passed.Should().BeFalse();
        outcome.Observed.Should().StartWith("40 of 40 agree").And.EndWith("of 2 models and digits");
    }

    [Fact]
    public void OtherHeads_HeadsOfThePairThatTheMapDoesNotName_AreFound()
    {
        var file = new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!).Map(ModelName.Parse(Sample), Preset.Compact);
        var map = NodeMapFile.Load(file);
        using var model = Mixed(map);
        Outcome(new OtherHeads(), model).Passed.Should().BeTrue();

        // As if the next head at the same place added the pair.
        using var spoilt = Mixed(map with
        {
            Searches = [.. map.Searches.Select(search => search with { Found = [.. search.Found.Select(test => test with { Nodes = [.. test.Nodes.Select(Next)] })] })],
        });
        Outcome(new OtherHeads(), spoilt).Passed.Should().BeFalse();

        Node Next(Node node) => node.Head is { } head ? new Node(node.Position, node.Layer, (head + 1) % map.Heads) : node;
    }

    [Fact]
    public void SameDifference_NoDigitToAskOf_IsNoPass()
    {
        var map = NodeMapFile.Load(new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!).Map(ModelName.Parse(Sample), Preset.Compact));
        using var model = Mixed(map with { Searches = [] });

        Outcome(new SameDifference(), model).Passed.Should().BeFalse();
    }

    // One layer more, of norms alone, so that all answers stay as they are.
    private static Parameters WithSilentLayer(Parameters parameters)
    {
        var config = parameters.Layout.Config;
        var deeper = new Parameters(new ParameterLayout(config with { Layers = config.Layers + 1 }));
        foreach (var spec in deeper.Layout.All.Where(spec => !spec.Name.StartsWith("blocks.2.attn.", StringComparison.Ordinal) && !spec.Name.StartsWith("blocks.2.mlp.", StringComparison.Ordinal)))
        {
            parameters[spec.Name.Replace("blocks.2.", "blocks.1.", StringComparison.Ordinal)].CopyTo(deeper[spec]);
        }

        return deeper;
    }

    private static ControlOutcome Outcome(ICircuitControl control, MappedModel model) =>
        control.Run((CircuitClaim)ClaimCatalogue.Find("MIX-17"), [model], CancellationToken.None);

    private static MappedModel Mixed(NodeMap map) =>
        new(Sample, [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg], ZooModel.Load(Sample), map);

    private static OrderPlace Place(int place, int digit, bool blind) =>
        new((blind ? 0.01 : 0.9) + (0.0001 * place), new DifferenceOutcome(QuestionKind.Sub, digit, new(100, 100), new(blind ? 100 : 0, 100), new(0, 100), new(0, 100)));

    private RecordedModel StartsTrained()
    {
        var plan = ZooClaimTests.OneModel.Plan;
        var trained = PlannedModel.Load(zoo.Zoo.ModelPath(plan.Name), plan).Parameters;

        // Another model than that of the other tests, as controls remember what they saw of a model.
        trained.Values[0] += 0.001f;
        return new RecordedModel(RecordedModel.Find(zoo.Zoo, plan.Name, Engines)!.Record, plan, trained, new TrainedStart(trained), Engines);
    }

    private sealed class Placed(Func<MappedModel, ImmutableArray<OrderPlace>> places) : OrderClaim("TST-03", "It has places.", "none", "", "It is made up.", [])
    {
        protected override IEnumerable<OrderPlace> Find(MappedModel model, CancellationToken cancellation) => places(model);
    }
}
