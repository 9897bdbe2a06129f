using FluentAssertions;
using Repro.Models.Randomness;
using Repro.Models.Tests.Reference;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

public abstract partial class EngineParitySuite
{
    [SkippableTheory]
    [MemberData(nameof(TinyModels))]
    public void ComputeGradients_TinyModel_GivesEveryElementOfTheReference(string name) => MustGiveReferenceGradient(TestModel.Named(name), 3);

    [SkippableFact]
    public void ComputeGradients_OneSequence_GivesEveryElementOfTheReference() => MustGiveReferenceGradient(TestModel.Named("odd"), 1);

    [SkippableFact]
    public void ComputeGradients_OneLossPosition_GivesEveryElementOfTheReference() => MustGiveReferenceGradient(TestModel.Named("gelu"), 4, 2);

    [SkippableFact]
    public void ComputeGradients_EveryLossPosition_GivesEveryElementOfTheReference() => MustGiveReferenceGradient(TestModel.Named("relu"), 4, 0, 1, 2, 3, 4, 5);

    [SkippableTheory]
    [MemberData(nameof(LargerModels))]
    public void ComputeGradients_LargerModel_GivesTheDerivativeAlongARandomDirectionOfEveryTensor(string name) =>
        MustGiveReferenceDirectionalDerivatives(TestModel.Named(name), 3);

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(37)]
    [InlineData(64)]
    public void ComputeGradients_AnyBatchSize_GivesTheDerivativeAlongARandomDirectionOfEveryTensor(int count) =>
        MustGiveReferenceDirectionalDerivatives(TestModel.Named("odd"), count);

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void ComputeGradients_AnyModel_GivesLossAndExactOfTheReferenceAndChangesNothing(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var gradients = new Parameters(new ParameterLayout(model.Config));
        var reference = new ReferenceTransformer(model.Parameters());
        var exact = 0;

        foreach (var (count, position) in new[] { (1, model.LossPositions[0]), (3, model.LossPositions[^1]), (64, model.LossPositions[0]) })
        {
            var tokens = model.Tokens(count);
            var result = engine.ComputeGradients(tokens, [position], gradients);

            // A logit's error moves −ln p by no more than twice itself.
            var logits = Difference.Largest(reference.Forward(tokens).Logits.Values);
            result.Loss.Should().BeApproximately(reference.Loss(tokens, position), 2 * logits * Rounding.Forward(model.Config, model.Length));
            result.Exact.Should().Be(reference.Exact(tokens, position));
            exact += result.Exact;
        }

        exact.Should().BePositive("some random guesses must be right, or the count was not tested");
        Difference.InBits(engine.GetParameters().Values, model.Parameters().Values).Should().BeNull();
        engine.GetOptimiserState().Mean.Values.ContainsAnyExcept(0f).Should().BeFalse();
    }

    [SkippableFact]
    public void ComputeGradients_SeveralLossPositions_CountsSequencesRightAtAllOfThem()
    {
        var model = TestModel.Named("relu");
        using var engine = Create(model.Config);
        var parameters = model.Parameters();
        parameters["unembed.W_U"].Clear();
        parameters["unembed.b_U"].Clear();
        parameters["unembed.b_U"][4] = 10;
        engine.SetParameters(parameters);
        var tokens = model.Tokens(5);
        tokens.Tokens.Fill(4);
        tokens[3][2] = 5;

        var gradients = new Parameters(parameters.Layout);

        engine.ComputeGradients(tokens, [0, 1, 4], gradients).Exact.Should().Be(4);
        engine.ComputeGradients(tokens, [0, 4], gradients).Exact.Should().Be(5);
    }

    private void MustGiveReferenceGradient(TestModel model, int count, params int[] lossPositions)
    {
        lossPositions = lossPositions.Length == 0 ? model.LossPositions : lossPositions;
        using var engine = CreateWithParameters(model);
        var parameters = model.Parameters();
        var gradients = new Parameters(parameters.Layout);
        gradients.Values.Fill(float.NaN); // old contents must not matter
        var tokens = model.Tokens(count);

        engine.ComputeGradients(tokens, lossPositions, gradients);

        var expected = CentralDifferences.Gradient(parameters, tokens, lossPositions);
        var tolerance = Rounding.Gradient(model.Config, model.Length, count) * Difference.Largest(expected);
        foreach (var tensor in parameters.Layout.All)
        {
            Difference.Beyond(tolerance, gradients[tensor], expected.AsSpan(tensor.Offset, tensor.Length)).Should().BeNull(tensor.Name);
        }
    }

    private void MustGiveReferenceDirectionalDerivatives(TestModel model, int count)
    {
        using var engine = CreateWithParameters(model);
        var parameters = model.Parameters();
        var gradients = new Parameters(parameters.Layout);
        var tokens = model.Tokens(count);

        engine.ComputeGradients(tokens, model.LossPositions, gradients);

        var largest = Difference.Largest(Array.ConvertAll(gradients.Values.ToArray(), g => (double)g));
        var tolerance = Rounding.Gradient(model.Config, model.Length, count) * largest;
        foreach (var tensor in parameters.Layout.All)
        {
            var random = new RandomSequence(1, StreamPurpose.Testing, 4, (uint)tensor.Offset);
            var direction = new double[tensor.Length];
            var along = 0.0;
            for (var i = 0; i < direction.Length; i++)
            {
                direction[i] = random.NextGaussian();
                along += direction[i] * gradients[tensor][i];
            }

            // n independent errors of the tolerance's size, each times a normal number: √n times as large in sum.
            var expected = CentralDifferences.Along(direction, tensor, parameters, tokens, model.LossPositions);
            along.Should().BeApproximately(expected, tolerance * Math.Sqrt(tensor.Length), tensor.Name);
        }
    }
}
