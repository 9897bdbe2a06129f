using System.Collections.Immutable;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings;

/// <summary>
/// Finds spikes on a stored loss curve, which holds one step in many: a point on a spike is one whose loss is more than ten times the
/// median of its neighbours, five before it and five behind it. Both sides count because the loss falls: the median of what came before
/// alone would be too high, most where the loss falls fastest. A spike between two points is not seen, so what the curve gives is the
/// share of steps on a spike and not the number of spikes.
/// </summary>
public static class SpikeDetector
{
    /// <summary>The paper's spikes are of 10 to 100 times.</summary>
    private const double Factor = 10;

    private const int Side = 5;

    /// <summary>For each point whether it lies on a spike.</summary>
    public static ImmutableArray<bool> Find(ImmutableArray<float> losses)
    {
        var found = ImmutableArray.CreateBuilder<bool>(losses.Length);
        for (var i = 0; i < losses.Length; i++)
        {
            var first = Math.Max(0, i - Side);
            var last = Math.Min(losses.Length - 1, i + Side);
            var neighbours = losses.AsSpan()[first..i].ToArray().Concat(losses.AsSpan()[(i + 1)..(last + 1)].ToArray());
            found.Add(losses[i] > Factor * Median.Of(neighbours.Select(loss => (double)loss)));
        }

        return found.MoveToImmutable();
    }
}
