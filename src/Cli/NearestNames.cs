namespace Repro.Cli;

/// <summary>Suggests what a mistyped name may have meant.</summary>
internal static class NearestNames
{
    private const int MostSuggested = 5;
    private const int MostMistyped = 2;

    /// <summary>The known names, nearest first, as an end of a sentence.</summary>
    public static string Suggest(string typed, IReadOnlyCollection<string> known)
    {
        var nearest = known.OrderBy(name => Distance(typed, name)).ThenBy(name => name, StringComparer.Ordinal).Take(MostSuggested);
        return (known.Count > MostSuggested ? "the nearest are " : "there are ") + string.Join(", ", nearest);
    }

    /// <summary>The nearest known name when it is so near that it may have been meant; null when none is, or when it was typed.</summary>
    public static string? Mistyped(string typed, IEnumerable<string> known) =>
        known.MinBy(name => Distance(typed, name)) is { } nearest && Distance(typed, nearest) is >= 1 and <= MostMistyped ? nearest : null;

    /// <summary>Characters to insert, remove or replace to get from one name to the other, whatever their case (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var character in from)
        {
            var diagonal = row[0]++;
            for (var i = 1; i <= to.Length; i++)
            {
                var same = char.ToUpperInvariant(character) == char.ToUpperInvariant(to[i - 1]);
                (diagonal, row[i]) = (row[i], Math.Min(diagonal + (same ? 0 : 1), 1 + Math.Min(row[i - 1], row[i])));
            }
        }

        return row[^1];
    }
}
