using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Quanta.Maps;

/// <summary>The authors' tags: strings with a major and a minor part around one colon (arXiv 2402.02619).</summary>
public static partial class PublishedTags
{
    /// <summary>
    /// Stands between the tokens of an Impact tag, and behind a single one, where tokens may have two digits: from 9-digit questions on. The
    /// authors write none, which is why their tags cannot be read there.
    /// </summary>
    internal const string Separator = ",";

    /// <summary>Digits of an operand from which on tokens may have two: the sign is token n + 1.</summary>
    internal const int LeastDigitsSeparated = 9;

    private const int MostAttention = 4;

    /// <summary>What is wrong with a tag, or null.</summary>
    public static string? Fault(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (tag.Split(':') is not [{ Length: > 0 } major, { Length: > 0 } minor])
        {
            return $"the tag '{tag}' is not of the form Major:Minor with one colon";
        }

        var holds = major switch
        {
            "Fail%" => Percent().IsMatch(minor),
            "Impact" => Tokens().IsMatch(minor),
            "Math.Add" or "Math.Sub" or "Math.Neg" => Classes().IsMatch(minor) || Clusters().IsMatch(minor),
            "Attn" => Attention().IsMatch(minor),
            "Algo" => SubTasks().IsMatch(minor) && (minor.Count(character => character == '.') > 1 || IsKnown(minor)),
            "Probe" => true,
            _ => false,
        };
        return holds ? null
            : $"the tag '{tag}' is none of the published: Fail%:23, Impact:A7654, Math.Add:S0123, Math.Sub:A3.MP, Attn:P4=52, Algo:A3.SA, Algo:OPR, Probe:…";
    }

    /// <summary>The tags of a node of ours but for Algo: what the authors call its behaviour.</summary>
    /// <remarks>
    /// Where the authors tag a head as their principal components show the cases of a digit pair apart (A3.SP, A3.MP), ours has the tag if the linear probe tells all three
    /// cases of held-out questions.
    /// </remarks>
    public static ImmutableArray<string> Behaviour(NodeMap map, MappedNode node)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(node);
        var effect = node.Effect;
        var percent = 100 * effect.Fails / effect.Questions;
        var impact = Enumerable.Range(0, effect.Impact.Length).Where(token => effect.Impact[token] > 0).Reverse().ToArray();
        var tags = ImmutableArray.CreateBuilder<string>();
        tags.Add($"Fail%:{percent}");
        if (impact.Length > 0)
        {
            var separator = effect.Impact.Length - 2 < LeastDigitsSeparated ? "" : Separator;
            tags.Add($"Impact:A{string.Join(separator, impact)}{(impact.Length == 1 ? separator : "")}");
        }

        tags.AddRange(
            from kind in Enum.GetValues<QuestionKind>()
            let classes = effect.Classes.Keys.Where(complexity => Complexity.KindOf(complexity) == kind).Select(complexity => $"{complexity}").ToArray()
            where classes.Length > 0
            select $"Math.{kind}:{classes[0][0]}{string.Concat(classes.Select(name => name[1]))}");
        tags.AddRange(
            from probe in map.Probes
            where probe.Node == node.Node && probe.TellsAllCases
            select probe.Task == SubTask.ST ? $"Math.Add:A{probe.Digit}.SP" : $"Math.Sub:A{probe.Digit}.MP");
        tags.AddRange(node.Attention.Take(MostAttention).Select(share => $"Attn:P{share.Key}={Math.Round(100 * share.Share):F0}"));
        return tags.ToImmutable();
    }

    /// <summary>The Algo tags of a node of ours: what the authors call its features.</summary>
    public static ImmutableArray<string> Features(MappedNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. node.Algorithm.Select(tag => $"Algo:{tag}")];
    }

    private static bool IsKnown(string minor)
    {
        try
        {
            _ = AlgorithmTag.Parse(minor);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex("^(<1|[0-9]{1,2}|100)\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Percent();

    [GeneratedRegex("^A([0-9]+|[0-9]{1,2}(,|(,[0-9]{1,2})+))\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();

    [GeneratedRegex("^[SMN][0-9]+\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Classes();

    [GeneratedRegex("^A[0-9]{1,2}\\.[SM]P\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Clusters();

    [GeneratedRegex("^P[0-9]{1,3}=([0-9]{1,2}|100)\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Attention();

    [GeneratedRegex("^(A[0-9]{1,2}\\.)?[A-Z]{2,3}(\\.A[0-9]+)?\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SubTasks();
}
