using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

public abstract partial class EngineParitySuite
{
    [SkippableTheory]
    [InlineData(11)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void AnyRun_TokenOutOfRange_IsRefused(int token)
    {
        MustRefuse(
            (model, engine) =>
            {
                var tokens = model.Tokens(3);
                tokens[2][4] = token;
                return tokens;
            },
            $"{token}",
            "10");
    }

    [SkippableFact]
    public void AnyRun_TooLongSequence_IsRefused() => MustRefuse((model, _) => model.Tokens(3, model.Config.Context + 1), "8", "7");

    [SkippableFact]
    public void Forward_RecordedLayerOutOfRange_IsRefused() =>
        MustRefuse(_ => new ForwardRequest { Record = [new HookPoint(HookKind.Z, 7)] }, "7", "1");

    [SkippableFact]
    public void Forward_ChangedLayerOutOfRange_IsRefused() =>
        MustRefuse(_ => new ForwardRequest { Interventions = [Intervention.Zero(new HookPoint(HookKind.MlpOut, 2))] }, "2", "1");

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Forward_ChangedHeadOutOfRange_IsRefused(int head) =>
        MustRefuse(_ => new ForwardRequest { Interventions = [Intervention.Zero(new HookPoint(HookKind.Pattern, 0), heads: [head])] }, $"{head}", "1");

    [SkippableFact]
    public void Forward_HeadNamedWhereThereAreNone_IsRefused() =>
        MustRefuse(_ => new ForwardRequest { Interventions = [Intervention.Zero(new HookPoint(HookKind.MlpOut, 0), heads: [0])] }, "blocks.0.hook_mlp_out");

    [SkippableTheory]
    [InlineData(7)]
    [InlineData(-1)]
    public void Forward_ChangedPositionOutOfRange_IsRefused(int position) =>
        MustRefuse(_ => new ForwardRequest { Interventions = [Intervention.Zero(new HookPoint(HookKind.Embed), [0, position])] }, $"{position}", "6");

    [SkippableFact]
    public void Forward_SourceOfAnotherBatchSize_IsRefused() =>
        MustRefuse(
            model => new ForwardRequest { Interventions = [Intervention.Add(new HookPoint(HookKind.Embed), model.Source(new HookPoint(HookKind.Embed), 2))] },
            "hook_embed",
            "2, 7, 8");

    [SkippableFact]
    public void Forward_SourceOfAnotherHookPoint_IsRefused() =>
        MustRefuse(
            model => new ForwardRequest { Interventions = [Intervention.Replace(new HookPoint(HookKind.Z, 1), model.Source(new HookPoint(HookKind.MlpPre, 1), 3))] },
            "blocks.1.attn.hook_z",
            "3, 7, 16");

    [SkippableFact]
    public void Forward_SourceOfAnotherLength_IsRefused() =>
        MustRefuse(
            model => new ForwardRequest { Interventions = [Intervention.Add(new HookPoint(HookKind.Embed), model.Source(new HookPoint(HookKind.Embed), 3, 5))] },
            "hook_embed",
            "3, 5, 8");

    [SkippableTheory]
    [InlineData(InterventionKind.Replace)]
    [InlineData(InterventionKind.Add)]
    public void Forward_NoSource_IsRefused(InterventionKind kind) =>
        MustRefuse(_ => new ForwardRequest { Interventions = [new Intervention(new HookPoint(HookKind.Embed), kind, null, [], [])] }, "hook_embed");

    [SkippableFact]
    public void Forward_SourceOfAZero_IsRefused() =>
        MustRefuse(
            model => new ForwardRequest
            {
                Interventions = [Intervention.Add(new HookPoint(HookKind.Z, 0), model.Source(new HookPoint(HookKind.Z, 0), 3)) with { Kind = InterventionKind.Zero }],
            },
            "blocks.0.attn.hook_z",
            "takes no source");

    [SkippableTheory]
    [InlineData(0, 7)]
    [InlineData(-1, 3)]
    public void Forward_LogitPositionOutOfRange_IsRefused(int first, int second) =>
        MustRefuse(_ => new ForwardRequest { LogitPositions = [first, second] }, $"{(first < 0 ? first : second)}", "6");

    [SkippableTheory]
    [InlineData(4, 2)]
    [InlineData(3, 3)]
    public void Forward_LogitPositionsNotAscending_IsRefused(int first, int second) =>
        MustRefuse(_ => new ForwardRequest { LogitPositions = [first, second] }, $"{second}");

    [SkippableTheory]
    [InlineData(1, 6, "6")] // the last token has no successor
    [InlineData(-1, 2, "-1")]
    [InlineData(1, 7, "7")]
    [InlineData(4, 2, "2")]
    [InlineData(3, 3, "3")]
    public void Training_WrongLossPositions_IsRefused(int first, int second, string mentioned) => MustRefuseTraining([first, second], mentioned);

    [SkippableFact]
    public void Training_NoLossPosition_IsRefused() => MustRefuseTraining([]);

    [SkippableFact]
    public void Training_SequencesOfOneToken_IsRefused()
    {
        string[] mentioned = ["1 token", "at least 2"];
        MustRefuse((model, engine) => engine.TrainStep(model.Tokens(3, 1), [0], new AdamWStep(1, 1e-2)), mentioned);
        MustRefuse((model, engine) => engine.ComputeGradients(model.Tokens(3, 1), [0], new Parameters(new ParameterLayout(model.Config))), mentioned);
    }

    [SkippableFact]
    public void SetAnything_OfAnotherShape_IsRefused()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        var other = new Parameters(new ParameterLayout(model.Config with { DMlp = 17 }));
        var own = new Parameters(new ParameterLayout(model.Config));
        var before = engine.GetParameters();

        engine.Invoking(e => e.SetParameters(other)).Should().Throw<ArgumentException>();
        engine.Invoking(e => e.SetOptimiserState(new OptimiserState(own, other))).Should().Throw<ArgumentException>();
        engine.Invoking(e => e.SetOptimiserState(new OptimiserState(other, own))).Should().Throw<ArgumentException>();
        engine.Invoking(e => e.ComputeGradients(model.Tokens(3), model.LossPositions, other)).Should().Throw<ArgumentException>();

        Difference.InBits(engine.GetParameters().Values, before.Values).Should().BeNull();
    }

    private void MustRefuse(Func<TestModel, IEngine, TokenBatch> tokens, params string[] mentioned)
    {
        MustRefuse((model, engine) => engine.Forward(tokens(model, engine), ForwardRequest.Default), mentioned);
        MustRefuse((model, engine) => engine.TrainStep(tokens(model, engine), model.LossPositions, new AdamWStep(1, 1e-2)), mentioned);
        MustRefuse(
            (model, engine) => engine.ComputeGradients(tokens(model, engine), model.LossPositions, new Parameters(new ParameterLayout(model.Config))),
            mentioned);
    }

    private void MustRefuse(Func<TestModel, ForwardRequest> request, params string[] mentioned) =>
        MustRefuse((model, engine) => engine.Forward(model.Tokens(3), request(model)), mentioned);

    private void MustRefuseTraining(int[] lossPositions, params string[] mentioned)
    {
        MustRefuse((model, engine) => engine.TrainStep(model.Tokens(3), lossPositions, new AdamWStep(1, 1e-2)), mentioned);
        MustRefuse(
            (model, engine) => engine.ComputeGradients(model.Tokens(3), lossPositions, new Parameters(new ParameterLayout(model.Config))),
            mentioned);
    }

    /// <summary>The error names what was given and what is allowed; the engine goes on as if nothing had happened.</summary>
    private void MustRefuse(Action<TestModel, IEngine> run, string[] mentioned)
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        var before = engine.Forward(model.Tokens(3), ForwardRequest.Default).Logits;

        var message = engine.Invoking(e => run(model, e)).Should().Throw<ArgumentException>().Which.Message;

        mentioned.Where(part => !message.Contains(part, StringComparison.Ordinal)).Should().BeEmpty($"the message is '{message}'");
        Difference.InBits(engine.Forward(model.Tokens(3), ForwardRequest.Default).Logits.Values, before.Values).Should().BeNull();
        var moments = engine.GetOptimiserState();
        moments.Mean.Values.ContainsAnyExcept(0f).Should().BeFalse();
        moments.MeanSquare.Values.ContainsAnyExcept(0f).Should().BeFalse();
    }
}
