using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>Draws some of a number of places without replacement.</summary>
internal static class RandomSubset
{
    /// <summary>Puts a random subset in front: afterwards the first <paramref name="count"/> places are the drawn ones.</summary>
    public static ReadOnlySpan<int> Draw(Span<int> places, int count, ref RandomSequence random)
    {
        for (var i = 0; i < count; i++)
        {
            var j = i + random.NextBelow(places.Length - i);
            (places[i], places[j]) = (places[j], places[i]);
        }

        return places[..count];
    }
}
