using System.Collections.Immutable;
using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>What an engine gets that implements no prepared runs of its own.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class WholeRunsTests : IDisposable
{
    private static readonly ImmutableArray<int> Wanted = [2, 5];
    private static readonly Intervention Change = Intervention.Zero(new HookPoint(HookKind.Z, 0), [1]);
    private readonly TestModel _model = TestModel.Named("relu");
    private readonly IEngine _engine;

    public WholeRunsTests()
    {
        _engine = new ForwardOnlyEngine(EngineUnderTest.Create(_model.Config));
        _engine.SetParameters(_model.Parameters());
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Forward_AnyRun_GivesTheLogitsOfForward()
    {
        var tokens = _model.Tokens(3);
        using var prepared = _engine.Prepare(tokens, Wanted);
        ImmutableArray<Intervention>[] runs = [[], [Change]];
        var whole = runs.Select(run => _engine.Forward(tokens, new ForwardRequest { LogitPositions = Wanted, Interventions = run }).Logits.Values).ToArray();
        tokens.Tokens.Clear();
        var visited = new List<int>();

        prepared.Forward(runs, (run, logits) =>
        {
            visited.Add(run);
            Difference.InBits(logits.Values, whole[run]).Should().BeNull();
        });

        visited.Should().Equal(0, 1);
        Difference.InBits(prepared.Clean.Values, whole[0]).Should().BeNull();
        Difference.InBits(whole[1], whole[0]).Should().NotBeNull();
    }

    [Fact]
    public void Forward_ParametersChangedOrDisposed_IsRefused()
    {
        var prepared = _engine.Prepare(_model.Tokens(3), Wanted);
        _engine.TrainStep(_model.Tokens(3), _model.LossPositions, new AdamWStep(1, 1e-2));
        prepared.Invoking(p => p.Forward([[]], (_, _) => { })).Should().Throw<InvalidOperationException>().WithMessage("*parameters*prepare*");

        prepared.Dispose();
        prepared.Invoking(p => p.Forward([[]], (_, _) => { })).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Forward_BadSecondRun_IsRefusedBeforeTheFirstRuns()
    {
        using var prepared = _engine.Prepare(_model.Tokens(3), Wanted);

        prepared.Invoking(p => p.Forward([[Change], [Change with { Positions = [7] }]], (_, _) => Assert.Fail("Nothing may run.")))
            .Should().Throw<ArgumentException>().WithMessage("*7*0 to 6*");
    }
}
