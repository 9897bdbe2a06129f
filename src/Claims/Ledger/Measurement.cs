using System.Collections.Immutable;
using Repro.Claims.Statistics;

namespace Repro.Claims.Ledger;

/// <summary>One measured value of a claim's metric.</summary>
/// <param name="Name">What it was measured on, for instance <c>enriched addition</c>.</param>
/// <param name="Value">The value that the criterion judges.</param>
public sealed record Measurement(string Name, double Value)
{
    /// <summary>Key, among the numbers behind a value, of the published counterpart.</summary>
    public const string Published = "published";

    /// <summary>Confidence bounds, in the unit that <see cref="BoundsOf"/> names; null where the value is exact.</summary>
    public Interval? Bounds { get; init; }

    /// <summary>What the bounds are of, for instance <c>error rate</c>.</summary>
    public string? BoundsOf { get; init; }

    /// <summary>The numbers behind the value, by name.</summary>
    public ImmutableSortedDictionary<string, double> Raw { get; init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>Single cases worth seeing, for instance questions answered wrongly.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>Values that this one was made from, for instance that of each model; the criterion does not judge them.</summary>
    public ImmutableArray<Measurement> Parts { get; init; } = [];

    /// <summary>Numbers behind a value.</summary>
    public static ImmutableSortedDictionary<string, double> RawOf(params IEnumerable<(string Name, double Value)> values) =>
        values.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
