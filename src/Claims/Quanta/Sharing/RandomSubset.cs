using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>Draws some of many without replacement.</summary>
internal static class RandomSubset
{
    /// <summary>Puts a random subset in front: afterwards the first <paramref name="count"/> are the drawn ones.</summary>
    public static ReadOnlySpan<T> Draw<T>(Span<T> all, int count, ref RandomSequence random)
    {
        for (var i = 0; i < count; i++)
        {
            var j = i + random.NextBelow(all.Length - i);
            (all[i], all[j]) = (all[j], all[i]);
        }

        return all[..count];
    }
}
