using System.Globalization;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

/// <summary>
/// The shares of complexity classes that the generators of arXiv 2402.02619 give, published from 96,000 questions a row (1,500
/// batches of 64). As enrichment is decided per batch, questions of one batch are not independent: the sample is 1,500 batch
/// shares. With s² their variance, measured here and at least that of 64 independent questions, a difference of two such means
/// has variance 2 s² / 1,500. Four deviations and half a unit of the last published digit are allowed.
/// </summary>
[Trait(Tier.Name, Tier.Fast)]
public class ClassShareTests
{
    private const int Batches = 1_500;
    private const int BatchSize = 64;
    private const ulong Seed = 20240202;

    [Theory]
    [InlineData(5, null, "5.1 77.7 15.9 1.20 0.07 0.002")]
    [InlineData(5, DataVariant.PaperB, "10.9 61.0 20.6 5.5 1.7 0.45")]
    [InlineData(5, DataVariant.PaperA, "14.5 51.1 23.3 7.9 2.5 0.72")]
    [InlineData(6, null, "2.8 75.9 19.5 1.65 0.13 0.01")]
    [InlineData(6, DataVariant.PaperC, "7.7 58.6 23.8 6.7 2.2 0.94")]
    [InlineData(6, DataVariant.PaperA, "10.0 49.6 26.4 9.3 3.2 1.4")]
    [InlineData(10, null, "0.2 64.8 31.5 3.3 0.24 0.02")]
    [InlineData(10, DataVariant.PaperD, "2.0 46.0 32.9 11.4 4.6 3.0")]
    [InlineData(10, DataVariant.PaperA, "2.6 38.5 33.0 15.1 6.5 4.4")]
    public void Shares_Addition_AreThePublishedOnes(int digits, DataVariant? variant, string published)
    {
        var layout = new QuestionLayout(digits);

        Check(layout, variant, Operation.Add, published.Split(' '), (_, tokens) => (int)Complexity.ClassOf(layout, tokens));
    }

    [Theory]
    [InlineData(null, "2.8 38.8 7.9 0.56 0.04 37.5 11.3 1.0 0.07")]
    [InlineData(DataVariant.PaperC, "2.3 35.3 7.7 0.62 0.05 39.6 13.2 1.2 0.11")]
    [InlineData(DataVariant.PaperD, "2.3 35.3 7.7 0.62 0.05 39.6 13.2 1.2 0.11")]
    [InlineData(DataVariant.PaperA, "9.0 24.8 10.1 3.1 1.0 24.6 16.6 6.9 3.9")]
    public void Shares_Subtraction_AreThePublishedOnes(DataVariant? variant, string published)
    {
        var layout = new QuestionLayout(6);

        Check(layout, variant, Operation.Subtract, published.Split(' '), (_, tokens) =>
            Complexity.ClassOf(layout, tokens) - ComplexityClass.M0);
    }

    [Theory]
    [InlineData(null, "0.000")]
    [InlineData(DataVariant.PaperC, "0.33")]
    [InlineData(DataVariant.PaperA, "0.5")]
    public void Shares_EqualOperands_AreThePublishedOnes(DataVariant? variant, string published)
    {
        var layout = new QuestionLayout(6);

        Check(layout, variant, Operation.Subtract, [published], (question, _) => question.First == question.Second ? 0 : -1);
    }

    private static void Check(
        QuestionLayout layout, DataVariant? variant, Operation operation, string[] published, Func<Question, int[], int> columnOf)
    {
        var shares = BatchShares(layout, variant, operation, published.Length, columnOf);
        for (var column = 0; column < published.Length; column++)
        {
            var expected = double.Parse(published[column], CultureInfo.InvariantCulture) / 100;
            var decimals = published[column].Length - published[column].IndexOf('.', StringComparison.Ordinal) - 1;
            var rounding = 0.5 * Math.Pow(10, -decimals) / 100;
            var mean = shares[column].Average();
            var variance = Math.Max(
                shares[column].Sum(share => (share - mean) * (share - mean)) / (Batches - 1),
                expected * (1 - expected) / BatchSize);

            mean.Should().BeApproximately(expected, rounding + (4 * Math.Sqrt(2 * variance / Batches)), "column {0}", column);
        }
    }

    private static double[][] BatchShares(
        QuestionLayout layout, DataVariant? variant, Operation operation, int columns, Func<Question, int[], int> columnOf)
    {
        var uniform = QuestionSet.Uniform(layout, operation, Seed);
        var data = new ArithmeticTrainingData(
            layout, variant ?? DataVariant.PaperA, operation == Operation.Add ? 0 : 100, BatchSize, Seed);
        var shares = Enumerable.Range(0, columns).Select(_ => new double[Batches]).ToArray();
        var batch = new TokenBatch(BatchSize, layout.Length);
        for (var step = 0; step < Batches; step++)
        {
            if (variant is null)
            {
                uniform.Fill(step * BatchSize, batch);
            }
            else
            {
                data.Fill(step, batch);
            }

            for (var row = 0; row < BatchSize; row++)
            {
                var tokens = batch[row].ToArray();
                var column = columnOf(Question.Read(layout, tokens), tokens);
                if (column >= 0)
                {
                    shares[column][step] += 1.0 / BatchSize;
                }
            }
        }

        return shares;
    }
}
