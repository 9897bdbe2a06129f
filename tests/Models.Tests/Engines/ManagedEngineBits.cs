using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Edges;
using Repro.Models.Engines.Managed;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Kernels.Simd;
using Repro.Models.Tests.Reference;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>What only the managed engine promises: the same bits however the work is cut.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ManagedEngineBits
{
    public static TheoryData<string> Models => TestModel.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Forward_OneRowOrThirtySeven_GivesTheRowTheSameBits(string name)
    {
        var model = TestModel.Named(name);
        using var engine = Create(model);
        var all = model.Tokens(37);
        var request = RequestWithEdges(model);
        var together = engine.Forward(all, request);

        foreach (var row in new[] { 0, 1, 17, 36 })
        {
            var single = new TokenBatch(1, model.Length);
            all[row].CopyTo(single[0]);
            var alone = engine.Forward(single, request);

            Difference.InBits(alone.Logits.Values, Row(together.Logits, row)).Should().BeNull($"row {row}");
            foreach (var point in request.Record)
            {
                Difference.InBits(alone[point].Values, Row(together[point], row)).Should().BeNull($"{point}, row {row}");
            }
        }
    }

    /// <summary>Beginnings that five neighbours share are run once; what follows must not notice.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Forward_NeighboursThatBeginAlike_GivesEachTheBitsOfItAlone(string name)
    {
        var model = TestModel.Named(name);
        var tokens = model.Tokens(37);
        var alike = model.Length - 2;
        for (var row = 0; row < tokens.Count; row++)
        {
            tokens[row - (row % 5)][..alike].CopyTo(tokens[row]);
        }

        var request = new ForwardRequest { LogitPositions = [alike, alike + 1] };
        using var single = Create(model);
        foreach (var threads in new[] { 1, 2 })
        {
            using var engine = Create(model, threads);
            var together = engine.Forward(tokens, request).Logits;
            for (var row = 0; row < tokens.Count; row++)
            {
                var alone = single.Forward(tokens.Rows(row), request).Logits;
                Difference.InBits(alone.Values, Row(together, row)).Should().BeNull($"row {row}, {threads} threads");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void AnyRun_OneTwoOrFourThreads_GivesTheSameBits(string name)
    {
        var model = TestModel.Named(name);
        foreach (var count in new[] { 1, 3, 37, 64 })
        {
            using var one = Create(model);
            var logits = one.Forward(model.Tokens(count), ForwardRequest.Default).Logits;
            var edged = one.Forward(model.Tokens(count), RequestWithEdges(model)).Logits;
            var gradients = new Parameters(new ParameterLayout(model.Config));
            var first = one.ComputeGradients(model.Tokens(count), model.LossPositions, gradients);
            Train(one, model, count);

            foreach (var threads in new[] { 2, 4 })
            {
                using var several = Create(model, threads);
                var because = $"{count} sequences, {threads} threads";
                Difference.InBits(several.Forward(model.Tokens(count), ForwardRequest.Default).Logits.Values, logits.Values).Should().BeNull(because);
                Difference.InBits(several.Forward(model.Tokens(count), RequestWithEdges(model)).Logits.Values, edged.Values).Should().BeNull(because);
                var other = new Parameters(gradients.Layout);
                several.ComputeGradients(model.Tokens(count), model.LossPositions, other).Should().Be(first, because);
                Difference.InBits(other.Values, gradients.Values).Should().BeNull(because);
                Train(several, model, count);
                several.GetParameters().Hash().Should().Be(one.GetParameters().Hash(), because);
                several.GetOptimiserState().MeanSquare.Hash().Should().Be(one.GetOptimiserState().MeanSquare.Hash(), because);
            }
        }
    }

    /// <summary>
    /// Against the scalar kernels, in which each formula stands once and plainly. NEON's blocks are 128-bit vectors, which run
    /// everywhere, so their code is checked on other processors too.
    /// </summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void AnyRun_EveryKernelSet_GivesTheBitsOfTheScalarKernels(string name)
    {
        var model = TestModel.Named(name);
        using var scalar = new ManagedEngine(model.Config, 1, KernelSelection.Named("scalar"));
        var request = RequestWithEdges(model);
        scalar.SetParameters(model.Parameters());
        var expected = scalar.Forward(model.Tokens(5), request);
        var gradients = new Parameters(new ParameterLayout(model.Config));
        scalar.ComputeGradients(model.Tokens(5), model.LossPositions, gradients);
        Train(scalar, model, 5);

        foreach (var kernels in AllKernels())
        {
            using var engine = new ManagedEngine(model.Config, 1, kernels);
            engine.SetParameters(model.Parameters());

            var result = engine.Forward(model.Tokens(5), request);

            Difference.InBits(result.Logits.Values, expected.Logits.Values).Should().BeNull(kernels.Name);
            foreach (var point in request.Record)
            {
                Difference.InBits(result[point].Values, expected[point].Values).Should().BeNull($"{point}, {kernels.Name}");
            }

            var own = new Parameters(gradients.Layout);
            engine.ComputeGradients(model.Tokens(5), model.LossPositions, own);
            Difference.InBits(own.Values, gradients.Values).Should().BeNull(kernels.Name);
            Train(engine, model, 5);
            engine.GetParameters().Hash().Should().Be(scalar.GetParameters().Hash(), kernels.Name);
        }
    }

    /// <summary>
    /// Rows so far apart that weight gradients gather their left operand: z alone, of heads wider than d_model and d_mlp; every one, and
    /// strips of the right operand are copied too.
    /// </summary>
    [Theory]
    [InlineData(64, 4, 128, 64, 151)]
    [InlineData(192, 3, 64, 192, 343)]
    public void ComputeGradients_RowsFarApart_GivesTheBitsOfTheScalarKernels(int dModel, int heads, int dHead, int dMlp, int context)
    {
        var config = new TransformerConfig { Layers = 2, Heads = heads, DModel = dModel, DHead = dHead, DMlp = dMlp, Context = context, Vocabulary = 15 };
        var model = new TestModel("far apart", config);
        var expected = Gradients(KernelSelection.Named("scalar"));

        foreach (var kernels in AllKernels())
        {
            Difference.InBits(Gradients(kernels), expected).Should().BeNull(kernels.Name);
        }

        float[] Gradients(KernelSet kernels)
        {
            using var engine = new ManagedEngine(config, 1, kernels);
            engine.SetParameters(model.Parameters());
            var gradients = new Parameters(new ParameterLayout(config));
            engine.ComputeGradients(model.Tokens(1), model.LossPositions, gradients);
            return gradients.Values.ToArray();
        }
    }

    /// <summary>Token 65,536 at position 0 is pair 2³²: its number, cut to 32 bits, is that of token 0 there.</summary>
    [Fact]
    public void Forward_MorePairsThan32BitsCanNumber_KeepsThemApart()
    {
        var config = new TransformerConfig { Layers = 1, Heads = 1, DModel = 4, DHead = 4, DMlp = 4, Context = 65_536, Vocabulary = 65_537 };
        using var engine = Create(new TestModel("many pairs", config));
        var tokens = new TokenBatch(2, 1);
        tokens[1][0] = 65_536;

        var together = engine.Forward(tokens, ForwardRequest.Default).Logits;

        var alone = engine.Forward(tokens.Rows(1), ForwardRequest.Default).Logits;
        Difference.InBits(alone.Values, Row(together, 1)).Should().BeNull();
    }

    [Fact]
    public void TrainStep_FirstStep_HasTheLossAndMomentsOfComputeGradients()
    {
        var model = TestModel.Named("odd");
        using var engine = Create(model);
        var gradients = new Parameters(new ParameterLayout(model.Config));
        var result = engine.ComputeGradients(model.Tokens(3), model.LossPositions, gradients);

        // With β₁ = 0 the mean is the gradient.
        engine.TrainStep(model.Tokens(3), model.LossPositions, new AdamWStep(1, 0.01, Beta1: 0)).Should().Be(result);

        Difference.InBits(engine.GetOptimiserState().Mean.Values, gradients.Values).Should().BeNull();
    }

    [Fact]
    public void SetAndGet_BetweenSteps_ContinuesInTheSameBits()
    {
        var model = TestModel.Named("relu");
        using var straight = Create(model);
        using var first = Create(model);
        using var second = EngineUnderTest.Create(model.Config);
        for (uint number = 1; number <= 6; number++)
        {
            straight.TrainStep(model.Tokens(5, set: number), model.LossPositions, new AdamWStep(number, 0.01));
        }

        for (uint number = 1; number <= 3; number++)
        {
            first.TrainStep(model.Tokens(5, set: number), model.LossPositions, new AdamWStep(number, 0.01));
        }

        second.SetParameters(first.GetParameters());
        second.SetOptimiserState(first.GetOptimiserState());
        for (uint number = 4; number <= 6; number++)
        {
            second.TrainStep(model.Tokens(5, set: number), model.LossPositions, new AdamWStep(number, 0.01));
        }

        Difference.InBits(second.GetParameters().Values, straight.GetParameters().Values).Should().BeNull();
        Difference.InBits(second.GetOptimiserState().Mean.Values, straight.GetOptimiserState().Mean.Values).Should().BeNull();
        Difference.InBits(second.GetOptimiserState().MeanSquare.Values, straight.GetOptimiserState().MeanSquare.Values).Should().BeNull();
    }

    private static IEnumerable<KernelSet> AllKernels() =>
        [.. KernelSelection.Supported.Select(KernelSelection.Named), new SimdKernels<Block128x4, NeonTiles>("neon")];

    private static IEngine Create(TestModel model, int threads = 1)
    {
        var engine = EngineUnderTest.Create(model.Config, threads);
        engine.SetParameters(model.Parameters());
        return engine;
    }

    // Everything recorded; the input and the first MLP replaced for every component that reads them, the first head for every other.
    private static ForwardRequest RequestWithEdges(TestModel model)
    {
        Sender[] senders = [Sender.Input, Sender.Mlp(0), Sender.Head(0, 0)];
        var edges = from to in ReferenceTransformer.AllReceivers(model.Config)
                    from sender in senders
                    where to.IsAfter(sender) && (sender.Kind != SenderKind.Head || to.Index % 2 != 0)
                    select new EdgeIntervention(sender, to, model.Source(sender.Output, 1), sender.Kind == SenderKind.Head ? [0, 1] : []);
        return new ForwardRequest { Record = HookPoint.All(model.Config), Edges = [.. edges] };
    }

    private static void Train(IEngine engine, TestModel model, int count)
    {
        for (uint number = 1; number <= 3; number++)
        {
            engine.TrainStep(model.Tokens(count, set: number), model.LossPositions, new AdamWStep(number, 0.01));
        }
    }

    private static ReadOnlySpan<float> Row(HookValue value, int row)
    {
        var stride = value.Values.Length / value.Shape[0];
        return value.Values.AsSpan(row * stride, stride);
    }
}
