using System.Collections.Immutable;
using System.Globalization;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta.Maps;

/// <summary>A node with its tags in the authors' form, <c>Major:Minor</c> (arXiv 2402.02619, behaviors and features files).</summary>
/// <param name="Node">The node.</param>
/// <param name="Tags">Its tags, as they stand in the files.</param>
public sealed record PublishedNode(Node Node, ImmutableArray<string> Tags)
{
    /// <summary>The percentage of questions that fail, or null where no tag says it; 0 where it says "&lt;1".</summary>
    public int? FailPercent => Minors("Fail%").Select(minor => int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : 0)
        .Cast<int?>().FirstOrDefault();

    /// <summary>
    /// The answer tokens that go wrong, n + 1 for the sign; null where the tag is missing or cannot be told: the authors write digits
    /// without a separator, so that from 9-digit questions on A10 is a one and a zero or the sign.
    /// </summary>
    /// <param name="digits">Digits of an operand.</param>
    public ImmutableSortedSet<int>? Impact(int digits) => Minors("Impact").FirstOrDefault() is not { } minor ? null
        : minor.Contains(PublishedTags.Separator, StringComparison.Ordinal)
            ? [.. minor[1..].Split(PublishedTags.Separator, StringSplitOptions.RemoveEmptyEntries).Select(token => int.Parse(token, NumberStyles.None, CultureInfo.InvariantCulture))]
        : digits < PublishedTags.LeastDigitsSeparated ? [.. minor[1..].Select(token => token - '0')]
        : null;

    /// <summary>The sub-tasks, those of weak tests (<c>A5.ND.A5</c>) left out.</summary>
    public ImmutableArray<AlgorithmTag> Algorithm =>
        [.. Minors("Algo").Where(minor => minor.Count(character => character == '.') < 2).Select(AlgorithmTag.Parse)];

    private IEnumerable<string> Minors(string major) =>
        from tag in Tags
        where tag.StartsWith(major + ':', StringComparison.Ordinal)
        select tag[(major.Length + 1)..];
}
