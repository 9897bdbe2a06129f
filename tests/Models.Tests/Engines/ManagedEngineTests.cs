using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ManagedEngineTests
{
    [Fact]
    public void AnyMember_AfterDispose_IsRefused()
    {
        var model = TestModel.Named("relu");
        var engine = new ManagedEngine(model.Config, 2);
        engine.TrainStep(model.Tokens(3), model.LossPositions, new AdamWStep(1, 0.01));
        engine.Dispose();

        MustRefuse(e => e.SetParameters(model.Parameters()));
        MustRefuse(e => e.GetParameters());
        MustRefuse(e => e.SetOptimiserState(OptimiserState.Zero(new ParameterLayout(model.Config))));
        MustRefuse(e => e.GetOptimiserState());
        MustRefuse(e => e.Forward(model.Tokens(3), ForwardRequest.Default));
        MustRefuse(e => e.Prepare(model.Tokens(3), [3]));
        MustRefuse(e => e.ComputeGradients(model.Tokens(3), model.LossPositions, model.Parameters()));
        MustRefuse(e => e.TrainStep(model.Tokens(3), model.LossPositions, new AdamWStep(2, 0.01)));

        void MustRefuse(Action<ManagedEngine> use) => engine.Invoking(use).Should().Throw<ObjectDisposedException>();
    }
}
