using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Tests.Reference;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

public abstract partial class EngineParitySuite
{
    /// <summary>
    /// Each step is judged from where the engine stood before it, so the steps' errors do not pile up and the bounds stay sharp.
    /// </summary>
    [SkippableTheory]
    [InlineData("relu")]
    [InlineData("tied")]
    [InlineData("odd")]
    public void TrainStep_FiveTimes_UpdatesParametersAndMomentsAsTheReference(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        for (var number = 1; number <= 5; number++)
        {
            var (before, momentsBefore) = (engine.GetParameters(), engine.GetOptimiserState());
            var tokens = model.Tokens(3, set: (uint)number);
            var step = new AdamWStep(number, 0.01 / number, Beta1: 0.9, Beta2: 0.98, Epsilon: 1e-8, WeightDecay: 0.1);

            var result = engine.TrainStep(tokens, model.LossPositions, step);

            var (after, momentsAfter) = (engine.GetParameters(), engine.GetOptimiserState());
            var gradient = CentralDifferences.Gradient(before, tokens, model.LossPositions);
            var error = Rounding.Gradient(model.Config, model.Length, 3) * Difference.Largest(gradient);
            for (var i = 0; i < gradient.Length; i++)
            {
                MustBeUpdated(
                    $"step {number}, element {i}",
                    (before.Values[i], momentsBefore.Mean.Values[i], momentsBefore.MeanSquare.Values[i]),
                    (after.Values[i], momentsAfter.Mean.Values[i], momentsAfter.MeanSquare.Values[i]),
                    gradient[i],
                    error,
                    step);
            }

            var reference = new ReferenceTransformer(before);
            var logits = Difference.Largest(reference.Forward(tokens).Logits.Values);
            result.Loss.Should().BeApproximately(reference.Loss(tokens, model.LossPositions), 2 * logits * Rounding.Forward(model.Config, model.Length));
            result.Exact.Should().Be(reference.Exact(tokens, model.LossPositions));
        }
    }

    [SkippableFact]
    public void TrainStep_WithWeightDecay_ShrinksEveryParameterBiasesAndLayerNormsToo()
    {
        var model = TestModel.Named("odd");
        using var decaying = CreateWithParameters(model);
        using var plain = CreateWithParameters(model);
        var before = model.Parameters();

        decaying.TrainStep(model.Tokens(3), model.LossPositions, new AdamWStep(1, 0.01, WeightDecay: 0.5));
        plain.TrainStep(model.Tokens(3), model.LossPositions, new AdamWStep(1, 0.01, WeightDecay: 0));

        var (shrunk, kept) = (decaying.GetParameters(), plain.GetParameters());
        for (var i = 0; i < before.Values.Length; i++)
        {
            // Both results are rounded, and both sums of parameter and update on the way.
            var allowed = 4 * Rounding.Unit * (Math.Abs(before.Values[i]) + 0.01);
            ((double)kept.Values[i] - shrunk.Values[i]).Should().BeApproximately(0.01 * 0.5 * before.Values[i], allowed, $"element {i}");
        }
    }

    [SkippableFact]
    public void TrainStep_ZeroLearningRate_ChangesTheMomentsOnly()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);

        engine.TrainStep(model.Tokens(3), model.LossPositions, new AdamWStep(1, 0));

        Difference.InBits(engine.GetParameters().Values, model.Parameters().Values).Should().BeNull();
        engine.GetOptimiserState().Mean.Values.ContainsAnyExcept(0f).Should().BeTrue();
    }

    [SkippableFact]
    public void TrainStep_ManyTimesOnOneBatch_LearnsItByHeart()
    {
        var model = TestModel.Named("gelu");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(8);
        var result = default(StepResult);
        for (var number = 1; number <= 300; number++)
        {
            result = engine.TrainStep(tokens, model.LossPositions, new AdamWStep(number, 0.01, WeightDecay: 0));
        }

        result.Loss.Should().BeLessThan(0.05);
        result.Exact.Should().Be(8);
    }

    [SkippableFact]
    public void Forward_AfterTrainStep_UsesTheNewParameters()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        engine.Forward(model.Tokens(3), ForwardRequest.Default);
        engine.TrainStep(model.Tokens(3), model.LossPositions, new AdamWStep(1, 0.1));

        var logits = engine.Forward(model.Tokens(3), ForwardRequest.Default).Logits;

        var expected = new ReferenceTransformer(engine.GetParameters()).Forward(model.Tokens(3)).Logits;
        Difference.Beyond(Rounding.Forward(model.Config, model.Length), logits, expected).Should().BeNull();
    }

    [SkippableFact]
    public void SetAndGet_ParametersAndMoments_CopyBothWays()
    {
        var model = TestModel.Named("odd");
        using var engine = Create(model.Config);
        var parameters = model.Parameters();
        var moments = new OptimiserState(model.Parameters(), new Parameters(parameters.Layout));
        moments.MeanSquare.Values.Fill(0.25f);

        engine.SetParameters(parameters);
        engine.SetOptimiserState(moments);
        foreach (var handedOver in new[] { parameters, moments.Mean, moments.MeanSquare, engine.GetParameters(), engine.GetOptimiserState().Mean, engine.GetOptimiserState().MeanSquare })
        {
            handedOver.Values.Fill(9);
        }

        Difference.InBits(engine.GetParameters().Values, model.Parameters().Values).Should().BeNull();
        Difference.InBits(engine.GetOptimiserState().Mean.Values, model.Parameters().Values).Should().BeNull();
        engine.GetOptimiserState().MeanSquare.Values.ContainsAnyExcept(0.25f).Should().BeFalse();
    }

    private static void MustBeUpdated(
        string where,
        (float Parameter, float Mean, float MeanSquare) before,
        (float Parameter, float Mean, float MeanSquare) after,
        double gradient,
        double gradientError,
        in AdamWStep step)
    {
        var expected = ReferenceAdamW.Update(before.Parameter, before.Mean, before.MeanSquare, gradient, step);
        var low = ReferenceAdamW.Update(before.Parameter, before.Mean, before.MeanSquare, gradient - gradientError, step);
        var high = ReferenceAdamW.Update(before.Parameter, before.Mean, before.MeanSquare, gradient + gradientError, step);

        // What the gradient's error may move, plus four roundings of the terms.
        double Allowed(double atLow, double at, double atHigh, double terms) =>
            Math.Max(Math.Abs(atLow - at), Math.Abs(atHigh - at)) + (4 * Rounding.Unit * terms);

        after.Mean.Should().BeApproximately(
            (float)expected.Mean,
            (float)Allowed(low.Mean, expected.Mean, high.Mean, Math.Abs(before.Mean) + Math.Abs(gradient)),
            $"mean, {where}");
        after.MeanSquare.Should().BeApproximately(
            (float)expected.MeanSquare,
            (float)Allowed(low.MeanSquare, expected.MeanSquare, high.MeanSquare, before.MeanSquare + (gradient * gradient)),
            $"mean square, {where}");

        // The update itself, of at most a few learning rates, is a quotient of two rounded moments.
        after.Parameter.Should().BeApproximately(
            (float)expected.Parameter,
            (float)Allowed(low.Parameter, expected.Parameter, high.Parameter, Math.Abs(before.Parameter) + (8 * step.LearningRate)),
            $"parameter, {where}");
    }
}
