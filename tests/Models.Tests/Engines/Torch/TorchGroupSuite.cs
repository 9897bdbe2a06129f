using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Torch;
using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>Several models trained together are those trained alone, whenever each begins and ends.</summary>
public abstract class TorchGroupSuite(string device)
{
    private TorchDevice Device { get; } = TorchTestDevice.Open(device);

    [SkippableTheory]
    [InlineData("odd", 1)]
    [InlineData("odd", 4)]
    [InlineData("tied", 3)]
    [InlineData("beyond a block", 2)]
    public void TrainStep_Together_IsTheStepOfEachAlone(string name, int models)
    {
        var model = TestModel.Named(name);
        var group = new TorchGroup();

        Parallel(models, member =>
        {
            using var together = Engine(model, group);
            using var alone = Engine(model, group: null);

            // Steps, rates and decays of its own, as of a training that began before the others.
            for (var step = 1; step <= 5; step++)
            {
                var tokens = model.Tokens(3, set: (uint)((10 * member) + step));
                var update = new AdamWStep(step + member, 0.01 / (member + 1), WeightDecay: 0.1 * member);
                alone.SetParameters(together.GetParameters());
                alone.SetOptimiserState(together.GetOptimiserState());

                var result = together.TrainStep(tokens, model.LossPositions, update);
                var expected = alone.TrainStep(tokens, model.LossPositions, update);

                MustAgree(model, (result, together), (expected, alone), update);
            }
        });
    }

    [SkippableFact]
    public void TrainStep_MembersOfDifferentLength_GoOnWithoutThoseThatAreDone()
    {
        var model = TestModel.Named("relu");
        var group = new TorchGroup();
        var losses = new double[3];

        Parallel(3, member =>
        {
            using var engine = Engine(model, group);
            var tokens = model.Tokens(8);
            for (var step = 1; step <= 100 * (member + 1); step++)
            {
                losses[member] = engine.TrainStep(tokens, model.LossPositions, new AdamWStep(step, 0.01, WeightDecay: 0)).Loss;
            }
        });

        losses.Should().BeInDescendingOrder();
        losses[2].Should().BeLessThan(0.05);
    }

    [SkippableFact]
    public void TrainStep_AnotherBatchSize_IsRefusedAndTheOthersGoOn()
    {
        const int Steps = 5;
        var model = TestModel.Named("relu");
        var group = new TorchGroup();
        using var odd = Engine(model, group);
        void Step(IEngine engine, int sequences) => engine.TrainStep(model.Tokens(sequences), model.LossPositions, new AdamWStep(1, 0.01));
        Step(odd, 9);
        var other = Task.Factory.StartNew(
            () =>
            {
                using var engine = Engine(model, group);
                for (var step = 0; step < Steps; step++)
                {
                    Step(engine, 8);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        // Until the other has joined the odd one steps alone. From then on the other waits for it.
        ArgumentException? refusal = null;
        while (refusal is null && !other.IsCompleted)
        {
            try
            {
                Step(odd, 9);
            }
            catch (ArgumentException e)
            {
                refusal = e;
            }
        }

        for (var step = 0; step < Steps; step++)
        {
            Step(odd, 8);
        }

        refusal!.Message.Should().Contain("batches of one size").And.Contain("9 × 7").And.Contain("8 × 7");
        other.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue("a refusal of one keeps nobody waiting");
    }

    [SkippableFact]
    public void Forward_AfterStepsTogether_UsesItsOwnModel()
    {
        var model = TestModel.Named("relu");
        var group = new TorchGroup();

        Parallel(2, member =>
        {
            using var engine = Engine(model, group);
            using var other = Engine(model, group: null);
            for (var step = 1; step <= 10; step++)
            {
                engine.TrainStep(model.Tokens(3, set: (uint)member), model.LossPositions, new AdamWStep(step, 0.1));
                other.SetParameters(engine.GetParameters());

                // Its parameters lie elsewhere, where they may be aligned otherwise and so be added in another order.
                double[] expected = [.. other.Forward(model.Tokens(3), ForwardRequest.Default).Logits.Values];
                var actual = engine.Forward(model.Tokens(3), ForwardRequest.Default).Logits.Values;
                Difference.Beyond(2 * Rounding.Forward(model.Config, model.Length) * Difference.Largest(expected), actual, expected).Should().BeNull();
            }
        });
    }

    [SkippableFact]
    public void TrainStep_AfterDispose_IsRefusedAndNobodyWaitsForIt()
    {
        var model = TestModel.Named("relu");
        var group = new TorchGroup();
        var gone = Engine(model, group);
        void Step(IEngine engine) => engine.TrainStep(model.Tokens(8), model.LossPositions, new AdamWStep(1, 0.01));
        Step(gone);
        gone.Dispose();

        gone.Invoking(Step).Should().Throw<ObjectDisposedException>();

        Parallel(1, _ =>
        {
            using var engine = Engine(model, group);
            Step(engine);
            Step(engine);
        });
    }

    private TorchEngine Engine(TestModel model, TorchGroup? group)
    {
        var engine = new TorchEngine(model.Config, Device, group);
        engine.SetParameters(model.Parameters());
        return engine;
    }

    private static void Parallel(int threads, Action<int> work)
    {
        var tasks = Enumerable.Range(0, threads).Select(i => Task.Factory.StartNew(
            () => work(i), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WhenAll(tasks).Wait(TimeSpan.FromSeconds(30)).Should().BeTrue("nobody may wait for ever");
    }

    private static void MustAgree(TestModel model, (StepResult Result, IEngine Engine) actual, (StepResult Result, IEngine Engine) expected, AdamWStep update)
    {
        actual.Result.Exact.Should().Be(expected.Result.Exact);
        actual.Result.Loss.Should().BeApproximately(expected.Result.Loss, 1e-5);
        var (together, alone) = (actual.Engine.GetOptimiserState().Mean, expected.Engine.GetOptimiserState().Mean);
        var largest = Difference.Largest(Array.ConvertAll(alone.Values.ToArray(), value => (double)value));
        var tolerance = 2 * Rounding.Gradient(model.Config, model.Length, 3) * largest;
        Difference.Beyond(tolerance, together.Values, Array.ConvertAll(alone.Values.ToArray(), value => (double)value)).Should().BeNull();

        // AdamW divides by the gradient's size: where that is far above its error the update is right to a part of the learning rate.
        var (parameters, reference) = (actual.Engine.GetParameters(), expected.Engine.GetParameters());
        var compared = 0;
        for (var i = 0; i < alone.Values.Length; i++)
        {
            if (Math.Abs(alone.Values[i]) > 100 * tolerance)
            {
                compared++;
                Math.Abs(parameters.Values[i] - reference.Values[i]).Should().BeLessThan((float)(0.05 * update.LearningRate), $"element {i}");
            }
        }

        compared.Should().BeGreaterThan(alone.Values.Length / 4);
    }
}
