using Repro.Claims.Arithmetic;
using Repro.Models.Engines;

namespace Repro.Perf.Work;

/// <summary>The model sizes that are measured, by name: a catalogue name, with "paper:" before it for the published widths.</summary>
public static class Sizes
{
    /// <summary>The plan of a size.</summary>
    public static TrainingPlan Plan(string size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size.Split(':') is [var preset, var name]
            ? TrainingPlan.For(ModelName.Parse(name), Names.ParsePreset(preset))
            : TrainingPlan.For(ModelName.Parse(size), Preset.Compact);
    }

    /// <summary>Distinct (token, position) pairs of a batch up to the last loss position.</summary>
    public static int DistinctPairs(TokenBatch batch, IReadOnlyList<int> wanted)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(wanted);
        var pairs = new HashSet<(int Token, int Position)>();
        for (var sequence = 0; sequence < batch.Count; sequence++)
        {
            for (var position = 0; position <= wanted[^1]; position++)
            {
                pairs.Add((batch[sequence][position], position));
            }
        }

        return pairs.Count;
    }

    /// <summary>The first batch of a plan's data.</summary>
    public static TokenBatch FirstBatch(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var data = plan.CreateData();
        var batch = new TokenBatch(data.BatchSize, data.SequenceLength);
        data.Fill(0, batch);
        return batch;
    }
}
