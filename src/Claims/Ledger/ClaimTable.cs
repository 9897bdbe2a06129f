using System.Text;

namespace Repro.Claims.Ledger;

/// <summary>Claims as a Markdown table, docs/claims.md.</summary>
public static class ClaimTable
{
    private const string Head = """
        # Claims

        Every finding that is measured, in the words of the code that measures it: this file is the catalogue of claims, and a test fails
        where the two differ. Criteria were committed before the models that they judge were measured; where one was not, as that of ADD-29,
        its reason says so. `repro run ID` measures one and `repro list` shows the last verdicts; the models, of which the table gives
        the number, reasons, seeds and controls are in `artifacts/results/ID.json` afterwards.

        | claim | tier | models | finding | published | criterion | must be |
        |---|---|---|---|---|---|---|

        """;

    /// <summary>The text of the file.</summary>
    public static string Of(IEnumerable<Claim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var claim in claims)
        {
            string[] cells =
            [
                claim.Id,
                claim.Tier.ToString().ToLowerInvariant(),
                FormattableString.Invariant($"{claim.Models.Length}"),
                claim.Statement,
                claim.Published,
                claim.Criterion.Metric,
                FormattableString.Invariant($"{Sign(claim.Criterion.Comparator)} {claim.Criterion.Threshold}"),
            ];
            text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Sign(Comparator comparator) => comparator switch
    {
        Comparator.LessThan => "<",
        Comparator.AtMost => "≤",
        Comparator.AtLeast => "≥",
        Comparator.GreaterThan => ">",
        _ => throw new ArgumentOutOfRangeException(nameof(comparator), comparator, message: null),
    };
}
