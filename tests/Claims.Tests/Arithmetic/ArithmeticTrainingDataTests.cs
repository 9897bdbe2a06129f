using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class ArithmeticTrainingDataTests
{
    private static readonly QuestionLayout Layout = new(6);

    [Theory]
    [InlineData(DataVariant.PaperA)]
    [InlineData(DataVariant.PaperB)]
    [InlineData(DataVariant.PaperC)]
    [InlineData(DataVariant.PaperD)]
    [InlineData(DataVariant.Balanced)]
    public void Fill_StepAlone_IsTheStepInSequence(DataVariant variant)
    {
        var data = Data(variant, 66);
        var sequence = Batch();
        for (var step = 0; step <= 5_000; step++)
        {
            data.Fill(step, sequence);
        }

        var alone = Batch();
        Data(variant, 66).Fill(5_000, alone);

        alone.Tokens.ToArray().Should().Equal(sequence.Tokens.ToArray());
        data.Fill(5_001, sequence);
        alone.Tokens.ToArray().Should().NotEqual(sequence.Tokens.ToArray());
    }

    // A change of these values changes every trained model: bump the numerics version with it.
    [Theory]
    [InlineData(DataVariant.PaperA, "22aac4d925bed5de")]
    [InlineData(DataVariant.PaperB, "da3b065bcf5d2d85")]
    [InlineData(DataVariant.PaperC, "3acb296628d1a243")]
    [InlineData(DataVariant.Balanced, "c469117b1e1f7949")]
    public void Fill_First200Steps_HaveTheirHash(DataVariant variant, string hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var batch = Batch();
        for (var step = 0; step < 200; step++)
        {
            Data(variant, 66).Fill(step, batch);
            sha.AppendData(MemoryMarshal.AsBytes(batch.Tokens));
        }

        Convert.ToHexStringLower(sha.GetHashAndReset())[..16].Should().Be(hash);
    }

    [Theory]
    [InlineData(DataVariant.PaperA)]
    [InlineData(DataVariant.Balanced)]
    public void Fill_AfterTheFirstTime_AllocatesNothing(DataVariant variant)
    {
        var data = Data(variant, 66);
        var batch = Batch();
        data.Fill(0, batch);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var step = 1; step <= 100; step++)
        {
            data.Fill(step, batch);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [InlineData(DataVariant.PaperA)]
    [InlineData(DataVariant.PaperB)]
    [InlineData(DataVariant.PaperC)]
    [InlineData(DataVariant.Balanced)]
    public void Fill_AnyBatch_HoldsTrueQuestions(DataVariant variant)
    {
        foreach (var tokens in Rows(Data(variant, 66), 50))
        {
            Question.Read(Layout, tokens).Tokens().Should().Equal(tokens);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(66)]
    [InlineData(80)]
    [InlineData(100)]
    public void Fill_PaperVariant_HasOneOperationABatchAtItsFrequency(int percent)
    {
        const int Steps = 4_000;
        var data = Data(DataVariant.PaperA, percent);
        var batch = Batch();
        var subtractions = 0;
        for (var step = 0; step < Steps; step++)
        {
            data.Fill(step, batch);
            var inBatch = Enumerable.Range(0, batch.Count).Count(row => batch[row][Layout.Operator] == Vocabulary.Minus);
            inBatch.Should().BeOneOf(0, batch.Count);
            subtractions += inBatch == 0 ? 0 : 1;
        }

        var share = percent / 100.0;
        (subtractions / (double)Steps).Should().BeApproximately(share, 4 * Math.Sqrt(share * (1 - share) / Steps));
    }

    // 40 % of the 384 digit pairs are made to sum to 9, so an enriched batch has at least 153; a uniform one has 38 ± 6.
    [Theory]
    [InlineData(DataVariant.PaperA, 0.6)]
    [InlineData(DataVariant.PaperB, 0.4)]
    [InlineData(DataVariant.PaperD, 0.4)]
    public void Fill_PaperAddition_EnrichesItsShareOfBatches(DataVariant variant, double share)
    {
        const int Steps = 2_000;
        var data = Data(variant, 0);
        var batch = Batch();
        var enriched = 0;
        var nines = 0;
        for (var step = 0; step < Steps; step++)
        {
            data.Fill(step, batch);
            var inBatch = Enumerable.Range(0, batch.Count).Sum(row => Pairs(batch[row].ToArray()).Count(pair => SubTasks.SS(pair.First, pair.Second)));
            inBatch.Should().Match(count => count >= 153 || count < 90);
            enriched += inBatch >= 153 ? 1 : 0;
            nines += inBatch >= 153 ? inBatch : 0;
        }

        (enriched / (double)Steps).Should().BeApproximately(share, 4 * Math.Sqrt(share * (1 - share) / Steps));
        // The other 231 pairs sum to 9 one time in ten.
        (nines / (double)enriched).Should().BeApproximately(153 + 23.1, 4 * Math.Sqrt(231 * 0.09 / enriched));
    }

    [Fact]
    public void Fill_PaperCSubtraction_HasAFewBatchesOfIdenticalOperands()
    {
        const int Steps = 6_000;
        var identical = CountBatches(Data(DataVariant.PaperC, 100), Steps, questions => questions.All(q => q.First == q.Second));
        var none = CountBatches(Data(DataVariant.PaperB, 100), Steps, questions => questions.All(q => q.First == q.Second));

        // 40 % of batches times 1 %.
        (identical / (double)Steps).Should().BeApproximately(0.004, 4 * Math.Sqrt(0.004 / Steps));
        none.Should().Be(0);
    }

    [Fact]
    public void Fill_PaperBSubtraction_RaisesSecondOperandsInTwoFifthsOfBatches()
    {
        const int Steps = 3_000;
        var raised = CountBatches(Data(DataVariant.PaperB, 100), Steps, questions =>
            questions.All(q => !q.Tokens().AsSpan(Layout.Operator + 1, Layout.Digits).Contains(0)));

        (raised / (double)Steps).Should().BeApproximately(0.4, 4 * Math.Sqrt(0.24 / Steps));
    }

    [Fact]
    public void Fill_PaperD_IsPaperC()
    {
        var (c, d) = (Batch(), Batch());
        for (var step = 0; step < 500; step++)
        {
            Data(DataVariant.PaperC, 66).Fill(step, c);
            Data(DataVariant.PaperD, 66).Fill(step, d);
            d.Tokens.SequenceEqual(c.Tokens).Should().BeTrue();
        }
    }

    [Fact]
    public void Fill_Balanced_MixesOperationsInABatchAndEnrichesBoth()
    {
        var rows = Rows(Data(DataVariant.Balanced, 66), 2_000).ToList();
        var additions = rows.Where(tokens => tokens[Layout.Operator] == Vocabulary.Plus).ToList();
        var subtractions = rows.Where(tokens => tokens[Layout.Operator] == Vocabulary.Minus).ToList();

        (subtractions.Count / (double)rows.Count).Should().BeApproximately(0.66, 4 * Math.Sqrt(0.66 * 0.34 / rows.Count));

        // An enriched pair is rewritten with probability E(u) = 1/2, and one in ten of the others sums to 9 by chance.
        const double Passing = (0.6 * 0.1) + (0.4 * 0.55);
        MeanAndError(additions, tokens => Pairs(tokens).Count(pair => SubTasks.SS(pair.First, pair.Second)) / 6.0)
            .Should().Match<(double Mean, double Error)>(m => Math.Abs(m.Mean - Passing) < 4 * m.Error);
        MeanAndError(subtractions, tokens => Pairs(tokens).Count(pair => SubTasks.MZ(pair.First, pair.Second)) / 6.0)
            .Should().Match<(double Mean, double Error)>(m => Math.Abs(m.Mean - (0.004 + (0.996 * Passing))) < 4 * m.Error);

        // All six pairs alike: E((u + (1 − u)/10)⁶) = (1 − 0.1⁷)/(7 · 0.9) when enriched.
        const double All = 0.4 / 6.3;
        MeanAndError(additions, tokens => Pairs(tokens).All(pair => SubTasks.SS(pair.First, pair.Second)) ? 1 : 0)
            .Should().Match<(double Mean, double Error)>(m => Math.Abs(m.Mean - All) < 4 * m.Error);
        MeanAndError(subtractions, tokens => Pairs(tokens).All(pair => SubTasks.MZ(pair.First, pair.Second)) ? 1 : 0)
            .Should().Match<(double Mean, double Error)>(m => Math.Abs(m.Mean - (0.004 + (0.996 * All))) < 4 * m.Error);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4_294_967_296)]
    public void Fill_StepOutOfRange_IsNamed(long step) =>
        FluentActions.Invoking(() => Data(DataVariant.Balanced, 0).Fill(step, Batch()))
            .Should().Throw<ArgumentException>().WithMessage($"There is no step {step}*");

    [Fact]
    public void Fill_OtherShape_IsRefused() =>
        FluentActions.Invoking(() => Data(DataVariant.Balanced, 0).Fill(0, new TokenBatch(64, 19)))
            .Should().Throw<ArgumentException>().WithMessage("*64 × 19*64 × 22*");

    [Fact]
    public void Constructor_ShareOutOfRange_IsNamed() =>
        FluentActions.Invoking(() => Data(DataVariant.Balanced, 101)).Should().Throw<ArgumentException>().WithMessage("*101 %*0 to 100*");

    private static ArithmeticTrainingData Data(DataVariant variant, int subtractionPercent) =>
        new(Layout, variant, subtractionPercent, batchSize: 64, seed: 372001);

    private static TokenBatch Batch() => new(64, Layout.Length);

    private static IEnumerable<int[]> Rows(ArithmeticTrainingData data, int steps)
    {
        var batch = Batch();
        for (var step = 0; step < steps; step++)
        {
            data.Fill(step, batch);
            for (var row = 0; row < batch.Count; row++)
            {
                yield return batch[row].ToArray();
            }
        }
    }

    private static int CountBatches(ArithmeticTrainingData data, int steps, Func<IEnumerable<Question>, bool> condition)
    {
        var batch = Batch();
        var count = 0;
        for (var step = 0; step < steps; step++)
        {
            data.Fill(step, batch);
            count += condition(Enumerable.Range(0, batch.Count).Select(row => Question.Read(Layout, batch[row]))) ? 1 : 0;
        }

        return count;
    }

    private static IEnumerable<(int First, int Second)> Pairs(int[] tokens) =>
        Enumerable.Range(0, Layout.Digits).Select(k => (tokens[Layout.First(k)], tokens[Layout.Second(k)]));

    private static (double Mean, double Error) MeanAndError(List<int[]> rows, Func<int[], double> value)
    {
        var values = rows.ConvertAll(tokens => value(tokens));
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Count / (values.Count - 1)));
    }
}
