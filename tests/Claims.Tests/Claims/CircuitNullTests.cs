using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Findings.MixedCircuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;
using Repro.Claims.Tests.Quanta;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>Controls that set a claim's effect against other nodes, other donors or shuffled ones are seen to fail, in models that do what such a control forbids.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CircuitNullTests
{
    private const string Sample = "ins1_mix_d6_l3_h4_t40K_s372001";

    private static readonly NodeMap Map = NodeMapFile.Load(Models.Map(ModelName.Parse(Sample), Preset.Compact));

    private static ModelFolder Models => new(RepositoryRoot.Find(AppContext.BaseDirectory)!);

    [Fact]
    public void RandomNodes_ModelThatNeedsNoNode_AreFound()
    {
        using var planted = PlantedCircuit.Model();
        using var unmoved = new MappedModel(planted.Name, planted.Kinds, new MadeUpEngine(PlantedCircuit.Model().Engine, Unmoved), planted.Map);

        Outcome(new Findings.AdditionCircuits.RandomNodes(), planted).Passed.Should().BeTrue();
        Outcome(new Findings.AdditionCircuits.RandomNodes(), unmoved).Passed.Should().BeFalse();
    }

    [Fact]
    public void RandomNodes_AsGoodAsTheInserted_AreFound()
    {
        using var model = MappedModel.Of(RecordedModel.Find(new ZooFolder(Models, Preset.Compact), ModelName.Parse(Sample), new EngineFactory("cpu", 1))!);

        new RandomNodes().Run(new AsOftenByChance(0.79), [model], CancellationToken.None).Passed.Should().BeTrue();
        new RandomNodes().Run(new AsOftenByChance(0.81), [model], CancellationToken.None).Passed.Should().BeFalse();
    }

    [Fact]
    public void OtherNodesAdded_ModelThatAnyFewNodesRepair_AreFound()
    {
        // Without all nodes it answers nothing, with any of them everything; so no single one is useful.
        var all = (Map.Heads + 1) * (((Map.Layers - 1) * (Map.Layout.LossPositions[^1] + 1)) + Map.Layout.LossPositions.Length);
        using var model = Mixed((_, _, interventions, clean) => interventions.Sum(single => single.Positions.Length) < all ? clean : Zeros(clean));

        Outcome(new OtherNodesAdded(), model).Passed.Should().BeFalse();
    }

    [Fact]
    public void WholeSwapAndSwapControl_ModelThatNoSwapMoves_FindIt()
    {
        using var model = Mixed(Unmoved);

        Outcome(new WholeSwap(), model).Passed.Should().BeFalse();
        Outcome(new SwapControl(), model).Passed.Should().BeFalse();
    }

    [Fact]
    public void OtherSubtractionsAndSwapControl_ModelThatAddsWhateverItIsGiven_FindIt()
    {
        using var model = Mixed(Sums);

        Outcome(new WholeSwap(), model).Passed.Should().BeTrue();
        Outcome(new OtherSubtractions(), model).Passed.Should().BeFalse();
        Outcome(new SwapControl(), model).Passed.Should().BeFalse();
    }

    [Fact]
    public void ShuffledPositions_ModelWithoutUsefulNodes_AgreeAsWell()
    {
        using var model = Mixed(Unmoved);

        Outcome(new ShuffledPositions(), model).Passed.Should().BeFalse();
    }

    private static ControlOutcome Outcome(ICircuitControl control, MappedModel model) =>
        control.Run((CircuitClaim)ClaimCatalogue.Find("MIX-17"), [model], CancellationToken.None);

    private static MappedModel Mixed(MadeUpEngine.Logits changed) =>
        new(Sample, [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg], new MadeUpEngine(ZooModel.Load(Sample), changed), Map);

    private static HookValue Unmoved(TokenBatch tokens, ImmutableArray<int> positions, ImmutableArray<Intervention> interventions, HookValue clean) => clean;

    private static HookValue Zeros(HookValue clean) => new(clean.Shape, new float[clean.Values.Length]);

    // The sum of the operands, whatever is asked.
    private static HookValue Sums(TokenBatch tokens, ImmutableArray<int> positions, ImmutableArray<Intervention> interventions, HookValue clean)
    {
        var logits = Zeros(clean);
        for (var row = 0; row < tokens.Count; row++)
        {
            var asked = Question.Read(Map.Layout, tokens[row]);
            var sum = new Question(Map.Layout, asked.First, Operation.Add, asked.Second).Tokens();
            for (var i = 0; i < positions.Length; i++)
            {
                logits.Values[(((row * positions.Length) + i) * Vocabulary.Size) + sum[positions[i] + 1]] = 1;
            }
        }

        return logits;
    }

    private sealed class AsOftenByChance(double share) : InsertedNodesClaim(
        "TST-04", "Inserted nodes are useful.", "none", new Criterion("share", Comparator.AtLeast, 0.8, "It is made up."))
    {
        public override Proportion Counted(InsertedNodes inserted) => inserted.Useful;

        public override ChanceLevel ByChance(InsertedNodes inserted) => inserted.UsefulByChance with { Mean = share * inserted.Useful.Trials };

        public override double AtThePlaces(InsertedNodes inserted) => 0;
    }
}
