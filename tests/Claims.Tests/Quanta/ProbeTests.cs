using FluentAssertions;
using MathNet.Numerics.LinearAlgebra;
using Repro.Claims.Quanta.Probes;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ProbeTests
{
    private const int Count = 300;
    private static readonly int[] Labels = [.. Enumerable.Range(0, Count).Select(row => row % 3)];

    [Fact]
    public void NearestMean_ClassesUnderSharedNoise_AreToldApart()
    {
        // Noise five times as large as the distance of the classes is the same in both features, so that their difference tells the class.
        var samples = Samples((row, feature, noise) => (5 * noise[0]) + (feature == 0 ? Labels[row] : 0));
        var classifier = new NearestMean(samples.SubMatrix(0, Count / 2, 0, 2), Labels.AsSpan(0, Count / 2), 3);

        Right(classifier, samples).Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void NearestMean_ClassesFarBelowTheRidge_AreNot()
    {
        var samples = Samples((row, feature, noise) => feature == 0 ? 0.01 * Labels[row] : 100 * noise[1]);
        var classifier = new NearestMean(samples.SubMatrix(0, Count / 2, 0, 2), Labels.AsSpan(0, Count / 2), 3);

        Right(classifier, samples).Should().BeLessThan(0.6);
    }

    [Fact]
    public void NearestMean_LabelsThatSayNothing_AreAtChance()
    {
        var samples = Samples((_, feature, noise) => noise[feature]);
        var classifier = new NearestMean(samples.SubMatrix(0, Count / 2, 0, 2), Labels.AsSpan(0, Count / 2), 3);

        Right(classifier, samples).Should().BeInRange(0.2, 0.47);
    }

    [Fact]
    public void NearestMean_ConstantFeatures_ClassifyWithoutFailing()
    {
        var samples = Matrix<double>.Build.Dense(6, 3, 2.5);

        new NearestMean(samples, [0, 1, 2, 0, 1, 2], 3).Classify(samples.Row(0)).Should().Be(0);
    }

    [Fact]
    public void PValue_AnswersThatAreRight_IsTheSmallestPossible() =>
        PermutationTest.PValue(Labels, Labels, Random(0)).Should().Be(1.0 / (PermutationTest.Permutations + 1));

    [Fact]
    public void PValue_AnswersUnrelatedToLabels_IsUniform()
    {
        var values = Enumerable.Range(0, 200).Select(draw =>
        {
            var random = Random((uint)draw + 1);
            var answers = new int[60];
            foreach (ref var answer in answers.AsSpan())
            {
                answer = random.NextBelow(3);
            }

            return PermutationTest.PValue(answers, Labels.AsSpan(0, 60), random);
        }).ToArray();

        values.Count(value => value <= 0.05).Should().BeLessThan(22, "1 in 20 is expected, and agreements are whole numbers");
        values.Average().Should().BeInRange(0.42, 0.66);
    }

    private static double Right(NearestMean classifier, Matrix<double> samples) =>
        Enumerable.Range(Count / 2, Count / 2).Average(row => classifier.Classify(samples.Row(row)) == Labels[row] ? 1.0 : 0);

    private static Matrix<double> Samples(Func<int, int, double[], double> value)
    {
        var random = Random(1_000);
        var samples = Matrix<double>.Build.Dense(Count, 2);
        for (var row = 0; row < Count; row++)
        {
            double[] noise = [random.NextGaussian(), random.NextGaussian()];
            samples[row, 0] = value(row, 0, noise);
            samples[row, 1] = value(row, 1, noise);
        }

        return samples;
    }

    private static RandomSequence Random(uint major) => new(9, StreamPurpose.Testing, major);
}
