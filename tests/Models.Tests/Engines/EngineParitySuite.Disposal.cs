using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

public abstract partial class EngineParitySuite
{
    [SkippableFact]
    public void AnyMember_AfterDispose_IsRefused()
    {
        var model = TestModel.Named("relu");
        var engine = CreateWithParameters(model);
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

        void MustRefuse(Action<IEngine> use) => engine.Invoking(use).Should().Throw<ObjectDisposedException>();
    }
}
