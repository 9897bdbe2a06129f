using System.Collections.Immutable;
using Repro.Claims.Statistics;

namespace Repro.Claims.Ledger;

/// <summary>One measured value of a claim's metric.</summary>
/// <param name="Name">What it was measured on, for instance <c>enriched addition</c>.</param>
/// <param name="Value">The value that the criterion judges.</param>
public sealed record Measurement(string Name, double Value)
{
    /// <summary>Confidence bounds, in the unit that <see cref="BoundsOf"/> names; null where the value is exact.</summary>
    public Interval? Bounds { get; init; }

    /// <summary>What the bounds are of, for instance <c>error rate</c>.</summary>
    public string? BoundsOf { get; init; }

    /// <summary>The numbers behind the value, by name.</summary>
    public ImmutableSortedDictionary<string, double> Raw { get; init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>Single cases worth seeing, for instance questions answered wrongly.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];
}
