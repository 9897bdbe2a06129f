using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.AdditionCircuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta;
using Repro.Claims.Tests.Quanta;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
public sealed class FetchedBaseAddTests
{
    [Fact]
    public void Judge_AdderThatFetchesItsSums_FindsWhereFrom()
    {
        var (config, parameters) = FetchingAdder.Make();
        using var engine = new EngineFactory("cpu", 1).Create(config);
        engine.SetParameters(parameters);
        var layout = QuestionLayout.Of(config);
        var map = new CircuitAnalysis { Questions = 60, SecondSeed = null }.Of(engine, "fetching adder", [QuestionKind.Add]);
        map.Questions.Should().Be(60, "it adds right");
        using var model = new MappedModel("fetching adder", [QuestionKind.Add], engine, map);

        var measured = new FetchedBaseAdd().Judge(model)!;

        measured.Value.Should().Be(1);
        measured.Raw["digits without SA"].Should().Be(layout.Digits);
        measured.Raw["from D'_k"].Should().Be(layout.Digits);
        measured.Examples.Should().HaveCount(layout.Digits).And.Contain(text => text.StartsWith($"A0: P{layout.PredictedAt(0)}L1H0 looks at {layout.Second(0)} (1.00), gives 100/100"));
    }

    [Fact]
    public void DigitsAddedInPlace_PlantedAdder_BringsNone()
    {
        using var planted = PlantedCircuit.Model();

        new DigitsAddedInPlace().Run(new FetchedBaseAdd(), [planted], CancellationToken.None).Observed.Should().Be($"0 of {PlantedCircuit.Digits}");
    }
}
