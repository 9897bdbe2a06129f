using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Edges;
using Repro.Models.Engines.Torch;
using Repro.Models.Tests.Reference;
using Repro.Models.Transformer;
using TorchSharp;
using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>What the parity suite does not ask of a TorchSharp engine: memory, coarser precision.</summary>
public abstract class TorchEngineSuite(string device)
{
    private TorchDevice Device { get; } = TorchTestDevice.Open(device);

    [SkippableFact]
    public void TrainStep_AHundredTimes_LeavesNoTensorBehind()
    {
        var model = TestModel.Named("odd");
        using var engine = Engine(model);
        void Step(int number) => engine.TrainStep(model.Tokens(4), model.LossPositions, new AdamWStep(number, 0.01));

        MustKeepNoTensor(Step);
    }

    [SkippableFact]
    public void PreparedRun_AHundredTimes_LeavesNoTensorBehind()
    {
        var model = TestModel.Named("odd");
        using var engine = Engine(model);
        using var prepared = engine.Prepare(model.Tokens(4), [1, 3]);
        var points = HookPoint.All(model.Config);

        var senders = ReferenceTransformer.AllSenders(model.Config).ToArray();

        MustKeepNoTensor(run =>
        {
            var point = points[run % points.Length];
            prepared.Forward([[Intervention.Add(point, model.Source(point, 4), [2])]], (_, _) => { });
            engine.Forward(model.Tokens(4), new ForwardRequest { Record = [point] });
            var from = senders[run % senders.Length];
            engine.Forward(model.Tokens(4), new ForwardRequest { Edges = [new EdgeIntervention(from, Receiver.Logits, model.Source(from.Output, 4))] });
        });
    }

    [SkippableFact]
    public void Dispose_AfterEveryUse_LeavesNoTensorBehind()
    {
        var model = TestModel.Named("relu");
        void Use(int number)
        {
            using var engine = Engine(model);
            engine.TrainStep(model.Tokens(4), model.LossPositions, new AdamWStep(1, 0.01));
            engine.SetOptimiserState(engine.GetOptimiserState());
            engine.ComputeGradients(model.Tokens(4), model.LossPositions, new Parameters(new ParameterLayout(model.Config)));
            using var prepared = engine.Prepare(model.Tokens(2), [number % 3]);
        }

        MustKeepNoTensor(Use);
    }

    /// <summary>Of all that blocks make on the way nothing may stay, or memory would be for the sum of all.</summary>
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(7)]
    public void Layers_OfAnyNumber_LeaveOnlyTheStreamBehindEach(int layers)
    {
        var model = TestModel.Named("relu");
        var config = model.Config with { Layers = layers };
        using var engine = new TorchEngine(config, Device);
        using var scope = torch.NewDisposeScope();
        using var off = torch.no_grad();
        var pass = engine.Pass(model.Tokens(3), hooks: null);
        var residual = pass.Embedding(engine.Ids(model.Tokens(3)));
        var before = torch.Tensor.TotalCount;

        pass.Layers(residual);

        // The mask and what it was made from.
        (torch.Tensor.TotalCount - before).Should().BeInRange(layers, layers + 2);
    }

    /// <summary>bfloat16 keeps 8 bits: each product's factors are off by up to 2⁻⁹, as good as independently.</summary>
    [SkippableTheory]
    [InlineData("relu")]
    [InlineData("tied")]
    [InlineData("one long head")]
    public void Forward_InBFloat16_IsAsFarFromFloat32AsItsRoundingAllows(string name)
    {
        var model = TestModel.Named(name);
        using var full = Engine(model);
        using var half = new TorchEngine(model.Config, TorchTestDevice.Open(Device.Name, Precision.BFloat16));
        half.SetParameters(model.Parameters());
        var tokens = model.Tokens(5);

        var expected = full.Forward(tokens, ForwardRequest.Default).Logits;
        var actual = half.Forward(tokens, ForwardRequest.Default).Logits;

        var wide = Array.ConvertAll(expected.Values, value => (double)value);
        var coarser = Math.ScaleB(1, 24 - 8);
        Difference.Beyond(coarser * Rounding.Forward(model.Config, model.Length) * Difference.Largest(wide), actual.Values, wide).Should().BeNull();
        Difference.InBits(actual.Values, expected.Values).Should().NotBeNull("bfloat16 was asked for");
    }

    [SkippableFact]
    public void AnyRun_MoreThanTheMemoryHolds_IsOneClearErrorAndTheEngineGoesOn()
    {
        var config = TestModel.Named("relu").Config with { Layers = 1, Vocabulary = 1_000_000, Context = 16 };
        using var engine = new TorchEngine(config, Device);
        var tooMany = new TokenBatch(20_000, 16);
        int[] positions = [.. Enumerable.Range(0, 15)];

        var runs = new Action[]
        {
            () => engine.Forward(tooMany, ForwardRequest.Default),
            () => engine.Prepare(tooMany, [.. positions]),
            () => engine.TrainStep(tooMany, positions, new AdamWStep(1, 0.01)),
        };
        foreach (var run in runs)
        {
            run.Should().Throw<DeviceException>()
                .Which.Message.Should().StartWith($"The device {Device.Name} has no memory left for 20000 sequences of 16 tokens").And.NotContain("\n");
        }

        engine.Forward(new TokenBatch(1, 16), new ForwardRequest { LogitPositions = [3] }).Logits.Values.Should().OnlyContain(value => value == 0);
    }

    private TorchEngine Engine(TestModel model)
    {
        var engine = new TorchEngine(model.Config, Device);
        engine.SetParameters(model.Parameters());
        return engine;
    }

    // What is made once, moments for instance, is made in the first runs.
    private static void MustKeepNoTensor(Action<int> run)
    {
        run(1);
        run(2);
        var before = torch.Tensor.TotalCount;
        for (var number = 3; number < 103; number++)
        {
            run(number);
        }

        (torch.Tensor.TotalCount - before).Should().Be(0);
    }
}
