using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Repro.Claims.Ledger;

/// <summary>A published finding as data: what is claimed, how it is measured and what counts as reproduced.</summary>
public sealed partial record Claim
{
    private readonly string _id = "";

    /// <summary>For instance ADD-02; also the name of the result file.</summary>
    public required string Id
    {
        get => _id;
        init => _id = IdForm().IsMatch(value)
            ? value
            : throw new ArgumentException($"'{value}' is no claim's id; ids are 2 to 4 capitals, a hyphen and two digits, such as ADD-02.");
    }

    /// <summary>Who claims it.</summary>
    public required Paper Paper { get; init; }

    /// <summary>The finding in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>The published figure.</summary>
    public required string Published { get; init; }

    /// <summary>What every measurement must meet.</summary>
    public required Criterion Criterion { get; init; }

    /// <summary>Names of the models that are measured.</summary>
    public required ImmutableArray<string> Models { get; init; }

    /// <summary>What must fail, or must be found, for the measurement to be believed.</summary>
    public required ImmutableArray<string> Controls { get; init; }

    /// <summary>Seeds by what they are for.</summary>
    public required ImmutableSortedDictionary<string, ulong> Seeds { get; init; }

    /// <summary>What the measurement needs.</summary>
    public required CostTier Tier { get; init; }

    [GeneratedRegex("^[A-Z]{2,4}-[0-9]{2}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex IdForm();
}
