using System.Globalization;
using System.Text.RegularExpressions;

namespace Repro.Claims.Quanta;

/// <summary>A sub-task found at a node, for one digit where it has one: <c>A3.SA</c>, or <c>OPR</c>.</summary>
/// <param name="Task">The sub-task.</param>
/// <param name="Digit">
/// Its digit k, weight 10^k. OPR, SGN and SLT without a digit say where a head looks, as in the paper; with a digit, that it was shown
/// to select the rule by which A_k is made.
/// </param>
public readonly partial record struct AlgorithmTag(SubTask Task, int? Digit)
{
    /// <summary>Reads a tag such as <c>A3.SA</c> or <c>OPR</c>.</summary>
    /// <exception cref="FormatException">The text is no such tag.</exception>
    public static AlgorithmTag Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Form().Match(text) is { Success: true } match && Enum.TryParse<SubTask>(match.Groups["task"].ValueSpan, ignoreCase: false, out var task)
            ? new AlgorithmTag(task, match.Groups["digit"].Success ? int.Parse(match.Groups["digit"].ValueSpan, CultureInfo.InvariantCulture) : null)
            : throw new FormatException($"'{text}' is no algorithm tag; tags are written A3.SA or OPR, with one of {string.Join(", ", Enum.GetNames<SubTask>())}.");
    }

    /// <inheritdoc/>
    public override string ToString() => Digit is { } digit ? $"A{digit}.{Task}" : $"{Task}";

    [GeneratedRegex("^(A(?<digit>[0-9]{1,2})\\.)?(?<task>[A-Z]{2,3})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
