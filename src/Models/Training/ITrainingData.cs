using System.Collections.Immutable;
using Repro.Models.Engines;

namespace Repro.Models.Training;

/// <summary>An endless supply of training batches in which every batch can be made without those before it.</summary>
public interface ITrainingData
{
    /// <summary>
    /// What the batches are, in one line that names generator, variant and seed, for instance <c>balanced d5 add seed 372001</c>.
    /// Two supplies of the same identity give the same batches; training is not resumed with another one.
    /// </summary>
    string Identity { get; }

    /// <summary>Sequences per batch.</summary>
    int BatchSize { get; }

    /// <summary>Tokens per sequence.</summary>
    int SequenceLength { get; }

    /// <summary>Positions whose logits are trained to predict the next token, ascending.</summary>
    ImmutableArray<int> LossPositions { get; }

    /// <summary>Writes the batch of one step (0, 1, 2, …) into <paramref name="batch"/>; the same step gives the same batch always.</summary>
    void Fill(long step, TokenBatch batch);
}
