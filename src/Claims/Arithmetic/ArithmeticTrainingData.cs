using System.Collections.Immutable;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Training;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// Training questions, named by (seed, step) in the authors' variants and by (seed, step, row) in the balanced one, so that any
/// step's batch is made alone. Making a batch allocates nothing.
/// </summary>
public sealed class ArithmeticTrainingData : ITrainingData
{
    private readonly QuestionLayout _layout;
    private readonly DataVariant _variant;
    private readonly int _subtractionPercent;
    private readonly ulong _seed;

    /// <summary>Data in a layout and a variant, with 0 to 100 % subtraction.</summary>
    public ArithmeticTrainingData(QuestionLayout layout, DataVariant variant, int subtractionPercent, int batchSize, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        if (subtractionPercent is < 0 or > 100)
        {
            throw new ArgumentException($"The share of subtraction is {subtractionPercent} %; it must lie in 0 to 100.");
        }

        _layout = layout;
        _variant = variant;
        _subtractionPercent = subtractionPercent;
        _seed = seed;
        BatchSize = batchSize;
        LossPositions = layout.LossPositions;
    }

    /// <inheritdoc/>
    public string Identity => $"{Names.Of(_variant)}, {_layout.Digits} digits, {_subtractionPercent} % subtraction, batch {BatchSize}, seed {_seed}";

    /// <inheritdoc/>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public int SequenceLength => _layout.Length;

    /// <inheritdoc/>
    public ImmutableArray<int> LossPositions { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The step is negative or 2³² or more, or the batch has another shape.</exception>
    public void Fill(long step, TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (step is < 0 or > uint.MaxValue)
        {
            throw new ArgumentException($"There is no step {step}; steps lie in 0 to {uint.MaxValue}.");
        }

        if (batch.Count != BatchSize || batch.Length != SequenceLength)
        {
            throw new ArgumentException($"The batch is {batch.Count} × {batch.Length}; this data fills {BatchSize} × {SequenceLength}.");
        }

        if (_variant != DataVariant.Balanced)
        {
            var random = new RandomSequence(_seed, StreamPurpose.TrainingData, (uint)step);
            PaperQuestions.Fill(_layout, _variant, _subtractionPercent, ref random, batch);
            return;
        }

        for (var row = 0; row < batch.Count; row++)
        {
            var random = new RandomSequence(_seed, StreamPurpose.TrainingData, (uint)step, (uint)row);
            BalancedQuestions.Write(_layout, _subtractionPercent / 100.0, ref random, batch[row]);
        }
    }
}
