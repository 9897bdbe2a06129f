using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Planted;
using Repro.Claims.Quanta.Sharing;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Quanta.Sharing;

[Trait(Tier.Name, Tier.Fast)]
public sealed class OrderSenseTests
{
    private const int Digit = 2;
    private static readonly QuestionLayout Layout = new(PlantedCircuit.Digits);

    [Theory]
    [InlineData(QuestionKind.Add)]
    [InlineData(QuestionKind.Sub)]
    [InlineData(QuestionKind.Neg)]
    public void Of_HeadThatLooksAtBothDigitsAlike_DoesNotSeeTheirOrder(QuestionKind kind)
    {
        using var model = PlantedCircuit.Model();

        OrderSense.Of(model.Engine, BaseValueHeads.Of(model.Map, Digit), kind, Digit, seed: 1).Should().BeLessThan(1e-3);
    }

    [Fact]
    public void Of_HeadThatLooksAtOneDigit_SeesIt()
    {
        using var model = PlantedCircuit.Model();
        var adder = new PlantedAdder(PlantedCircuit.Digits);
        var parameters = adder.Parameters.Clone();

        // Heads find tokens by their positions; a position without a code is found by none.
        parameters["pos_embed.W_pos"].Slice(Layout.Second(Digit) * adder.Config.DModel, adder.Config.DModel).Clear();
        using var engine = new EngineFactory("cpu", 1).Create(adder.Config);
        engine.SetParameters(parameters);

        OrderSense.Of(engine, BaseValueHeads.Of(model.Map, Digit), QuestionKind.Sub, Digit, seed: 1).Should().BeInRange(0.5, 2);
    }

    [Theory]
    [InlineData("P0L0MLP", 0)]
    [InlineData("P0L0H0", -1)]
    [InlineData("P0L0H0", PlantedCircuit.Digits - 1)]
    public void Of_NoHeadOrDigit_IsRefused(string node, int digit)
    {
        using var model = PlantedCircuit.Model();

        FluentActions.Invoking(() => OrderSense.Of(model.Engine, [Node.Parse(node)], QuestionKind.Sub, digit, seed: 1)).Should().Throw<ArgumentException>().WithMessage("*digits 0 to 3*");
    }
}
