using System.Collections.Immutable;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Training;

namespace Repro.Models.Tests.Training;

/// <summary>Random tokens, another batch at each step.</summary>
internal sealed class MadeUpData(ulong seed, int batchSize = 4, int sequenceLength = 6) : ITrainingData
{
    public string Identity => $"made-up batches seed {seed}";

    public int BatchSize => batchSize;

    public int SequenceLength => sequenceLength;

    public ImmutableArray<int> LossPositions { get; } = [3, 4];

    public void Fill(long step, TokenBatch batch)
    {
        var draws = new RandomSequence(seed, StreamPurpose.Testing, (uint)step);
        foreach (ref var token in batch.Tokens)
        {
            token = draws.NextBelow(15);
        }
    }
}
