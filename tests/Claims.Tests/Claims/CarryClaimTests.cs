using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings;
using Repro.Claims.Findings.AdditionCircuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Planted;
using Repro.Claims.Tests.Quanta;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>Claims on where the carry is and what it is like, on the planted adder and on adders with the fault that each claim denies.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CarryClaimTests
{
    private const int Resolver = 1;
    private static readonly PlantedAdder Adder = new(PlantedCircuit.Digits);
    private static readonly QuestionLayout Layout = Adder.Layout;

    [Theory]
    [InlineData("ADD-23", 1)]
    [InlineData("ADD-24", 0)]
    [InlineData("ADD-25", 1)]
    [InlineData("ADD-26", 1)]
    [InlineData("MIX-20", 1)]
    [InlineData("MIX-21", 1)]
    public void Judge_PlantedAdder_MeetsTheCriterion(string id, double value)
    {
        var claim = Claim(id);
        using var planted = PlantedCircuit.Model();

        claim.Judge(planted)!.Value.Should().Be(value);
        claim.Claim.Criterion.Holds(value).Should().BeTrue();
    }

    [Fact]
    public void SteppedCombiner_DigitsThatChangeAtDifferentPoints_IsNotMet()
    {
        // The neurons of base digit d change places at a carry of 0.08 + 0.09 d, so that a quarter of the way holds three of the ten.
        using var model = Variant(parameters =>
        {
            const float Gain = 30;
            for (var digit = 0; digit < 10; digit++)
            {
                PlantedModel.Row(parameters, "blocks.1.mlp.W_in", ResidualPlan.Carry)[digit] = 0;
                PlantedModel.Row(parameters, "blocks.1.mlp.W_in", ResidualPlan.Carry)[10 + digit] = Gain;
                PlantedModel.Row(parameters, "blocks.1.mlp.W_in", ResidualPlan.Base(digit))[10 + digit] = Gain;
                PlantedModel.Row(parameters, "blocks.1.mlp.b_in", 0)[10 + digit] = -(1.05f + (0.09f * digit)) * Gain;
            }
        });

        var measured = Claim("ADD-23").Judge(model)!;

        Claim("ADD-23").Claim.Criterion.Holds(measured.Value).Should().BeFalse();
        measured.Value.Should().BeInRange(0.25, 0.45);
        measured.Raw["that change once"].Should().Be(measured.Raw["questions"]);

        // The highest digit has the base value 0 alone.
        measured.Parts[^1].Value.Should().Be(1);
    }

    [Fact]
    public void CarryNotAtEqualsSign_APairThatIsReadThere_IsNotMet()
    {
        // '=' and D'_2 change places: the one collects the tri-state of pair 2, and the resolver finds it there.
        using var model = Variant(parameters =>
        {
            Swap(PlantedModel.Row(parameters, "blocks.0.attn.W_Q", Position(0, Layout.EqualsSign)), PlantedModel.Row(parameters, "blocks.0.attn.W_Q", Position(0, Layout.Second(2))));
            Swap(
                PlantedModel.Row(parameters, "blocks.1.attn.W_K", Position(Resolver, Layout.EqualsSign)),
                PlantedModel.Row(parameters, "blocks.1.attn.W_K", Position(Resolver, Layout.Second(2))));
        });

        var measured = Claim("ADD-24").Judge(model)!;

        // Pair 2 decides the carry into A_3 in a third of the questions, that into A_4 in a quarter.
        Claim("ADD-24").Claim.Criterion.Holds(measured.Value).Should().BeFalse();
        measured.Parts.Select(part => part.Value).Should().SatisfyRespectively(
            first => first.Should().Be(0), second => second.Should().Be(0), third => third.Should().BeApproximately(1 / 3.0, 0.01), fourth => fourth.Should().Be(0.25));
        new FlipsWherePredicted().Run(Claim("ADD-24"), [model], CancellationToken.None).Passed.Should().BeTrue();
    }

    [Fact]
    public void LateLinearCarry_ACarryThatIsResolvedAtTheEqualsSign_IsNotMet()
    {
        using var model = Variant(parameters =>
            PlantedModel.Row(parameters, "blocks.1.attn.W_Q", Position(Resolver, Layout.PredictedAt(2)))
                .CopyTo(PlantedModel.Row(parameters, "blocks.1.attn.W_Q", Position(Resolver, Layout.EqualsSign))));

        var measured = Claim("ADD-25").Judge(model)!;

        measured.Value.Should().Be(0.75, "that is A2 of A2 to A5");
        measured.Raw["read at '='"].Should().Be(1);
        measured.Raw["read where predicted"].Should().Be(4);
        measured.Parts[0].Examples.Should().HaveCount(3).And.Contain(text => text.StartsWith("A2 at =, blocks.1.hook_resid_mid: 400/400 right", StringComparison.Ordinal));
    }

    [Fact]
    public void NoThirdState_SumsOfNineMarkedWhereTheDigitIsPredicted_IsNotMet()
    {
        // The idle head L1H0 looks at the pair below and copies whether its sum is 9 to where nothing reads it.
        using var model = Variant(parameters =>
        {
            const float Mark = 2;
            for (var k = 1; k <= Layout.Digits; k++)
            {
                PlantedModel.Row(parameters, "blocks.1.attn.W_Q", ResidualPlan.Position(Layout.PredictedAt(k)))[k - 1] = 40 * MathF.Sqrt(Adder.Config.DHead);
                PlantedModel.Row(parameters, "blocks.1.attn.W_K", ResidualPlan.Position(Layout.Second(k - 1)))[k - 1] = 1;
            }

            PlantedModel.Row(parameters, "blocks.1.attn.W_V", ResidualPlan.MakesNine)[0] = 1;
            PlantedModel.Row(parameters, "blocks.1.attn.W_O", 0)[ResidualPlan.Unread] = Mark;
            PlantedModel.Row(parameters, "blocks.1.attn.W_O", 0)[new ResidualPlan(Layout.Length).Balance] = -Mark;
        });

        var measured = Claim("ADD-26").Judge(model)!;

        measured.Value.Should().Be(0);
        measured.Raw["p, median"].Should().Be(0.001);
    }

    [Fact]
    public void PlantedThirdState_ThePlantedAdder_Passes()
    {
        using var planted = PlantedCircuit.Model();

        var outcome = new PlantedThirdState().Run(Claim("ADD-26"), [planted], CancellationToken.None);

        outcome.Passed.Should().BeTrue(outcome.Observed);
        outcome.Observed.Should().StartWith("4 found, 0 missed");
    }

    [Fact]
    public void CarryPastLastHeads_AddersWhoseLastHeadBringsTheCarryAndWhoseDoesNot_AreToldApart()
    {
        using var planted = PlantedCircuit.Model();
        using var deeper = new MappedModel("deeper", [QuestionKind.Add], PlantedModel.Run(DeeperAdder.Of(Adder)), planted.Map);

        var (through, past) = (Claim("MIX-23").Judge(planted)!, Claim("MIX-23").Judge(deeper)!);

        (through.Value, past.Value).Should().Be((-0.95, 0.05));
        past.Parts.Select(part => part.Value).Should().Equal(1, 0);
        (Claim("MIX-23").Claim.Criterion.Holds(through.Value), Claim("MIX-23").Claim.Criterion.Holds(past.Value)).Should().Be((false, true));
        (Claim("ADD-40").Judge(planted)!.Value, Claim("ADD-40").Judge(deeper)!.Value).Should().Be((1, 0));
    }

    [Fact]
    public void MakeCarryOfOnePair_HeadThatBringsCarriesFromBelow_IsNotMet()
    {
        // The resolver does flip A_2 as a make-carry head would where pair 1 decides, but it also does where pair 0 does.
        using var planted = PlantedCircuit.Model();
        using var model = Claimed(new Node(Layout.PredictedAt(2), 1, Resolver));

        var measured = Claim("ADD-27").Judge(model)!;

        measured.Value.Should().Be(1);
        Claim("ADD-27").Claim.Criterion.Holds(measured.Value).Should().BeFalse();
        measured.Examples.Should().Equal("A2: by the pair 100/100, from below 100/100");
        new OwnPairFlips().Run(Claim("ADD-27"), [model], CancellationToken.None).Passed.Should().BeTrue();
    }

    [Fact]
    public void OwnPairFlips_HeadThatMakesNoCarry_DoesNotPass()
    {
        using var model = Claimed(new Node(Layout.PredictedAt(2), 0, 1));

        Claim("ADD-27").Judge(model)!.Value.Should().Be(0);
        new OwnPairFlips().Run(Claim("ADD-27"), [model], CancellationToken.None).Passed.Should().BeFalse();
    }

    // Heads that add a pair look at just that pair, both at the same token.
    [Theory]
    [InlineData("A1.SC", 1, 1.0, false)]
    [InlineData("A0.SC", 1, 0.0, true)]
    public void CarryHeadsLook_HeadOfThisOrOfAnotherPair_IsTold(string tag, int digit, double value, bool othersElsewhere)
    {
        using var model = Claimed(new Node(Layout.PredictedAt(digit), 0, 1), tag);

        var measured = Claim("ADD-35").Judge(model)!;

        measured.Value.Should().BeApproximately(value, 1e-6);
        Claim("ADD-35").Claim.Criterion.Holds(measured.Value).Should().Be(value > 0.5);
        measured.Raw["at heads of the first layer"].Should().Be(1);
        new OtherHeadsLookElsewhere().Run(Claim("ADD-35"), [model], CancellationToken.None).Passed.Should().Be(othersElsewhere);
    }

    private static CircuitClaim Claim(string id) => (CircuitClaim)ClaimCatalogue.Find(id);

    // As if SC of a pair had been confirmed at a head.
    private static MappedModel Claimed(Node head, string tag = "A1.SC")
    {
        using var planted = PlantedCircuit.Model();
        var map = planted.Map with { Searches = [MapSamples.Search(tag, testable: true, best: null, MapSamples.Test(tag, exact: 100, $"{head}"))] };
        return new MappedModel("claimed", [QuestionKind.Add], PlantedModel.Run(Adder.Parameters), map);
    }

    private static MappedModel Variant(Action<Parameters> change)
    {
        var parameters = Adder.Parameters.Clone();
        change(parameters);
        using var planted = PlantedCircuit.Model();
        return new MappedModel("variant", [QuestionKind.Add], PlantedModel.Run(parameters), planted.Map);
    }

    private static int Position(int head, int position) => (head * Adder.Config.DModel) + ResidualPlan.Position(position);

    private static void Swap(Span<float> one, Span<float> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            (one[i], other[i]) = (other[i], one[i]);
        }
    }
}
