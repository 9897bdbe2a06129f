using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;

namespace Repro.Claims.Figures;

/// <summary>Says where a head looks, by the rules of the published maps (arXiv 2402.02619).</summary>
public static class AttentionText
{
    /// <summary>A key is named from a share above this.</summary>
    public const double LeastShare = 0.10;

    // The two largest shares count as equal where they lie within 5 points or both reach 40 %.
    private const double EqualWithin = 0.05;
    private const double BothLargeFrom = 0.40;

    /// <summary>The shares that are named, largest first.</summary>
    public static ImmutableArray<AttentionShare> Shown(ImmutableArray<AttentionShare> shares) =>
        [.. shares.Where(share => share.Share > LeastShare).OrderByDescending(share => share.Share).ThenBy(share => share.Key)];

    /// <summary>The names of the tokens at some keys, given largest share first; the first two in alphabetical order where they are about equal.</summary>
    /// <exception cref="ArgumentException">A key lies outside the layout.</exception>
    public static ImmutableArray<string> Names(QuestionLayout layout, ImmutableArray<AttentionShare> shown)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ImmutableArray<string> names = [.. shown.Select(share => layout.TokenName(share.Key))];
        return shown.Length >= 2 && AboutEqual(shown[0].Share, shown[1].Share) && string.CompareOrdinal(names[0], names[1]) > 0
            ? [names[1], names[0], .. names[2..]]
            : names;
    }

    private static bool AboutEqual(double first, double second) =>
        first - second <= EqualWithin || (first >= BothLargeFrom && second >= BothLargeFrom);
}
