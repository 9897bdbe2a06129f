using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Quanta.Algorithm;

/// <summary>What a map says of a tag.</summary>
internal static class TaggedNodes
{
    /// <summary>The nodes with a tag, in order of position.</summary>
    public static ImmutableArray<Node> Of(NodeMap map, AlgorithmTag tag) =>
        [.. map.Nodes.Where(node => node.Algorithm.Contains(tag)).Select(node => node.Node)];

    /// <summary>The check of a clause whose tag no node has.</summary>
    public static ClauseCheck Missing(Clause clause, NodeMap map, AlgorithmTag tag)
    {
        // Tags without a digit say where heads look; that was looked at wherever there are nodes with attention.
        if (tag.Digit is null && map.Nodes.Any(node => !node.Attention.IsEmpty))
        {
            return new ClauseCheck(clause, ClauseVerdict.Invalid, [], $"No useful head has {tag}.");
        }

        var search = map.Searches.FirstOrDefault(search => search.Tag == tag);
        if (search is null)
        {
            return new ClauseCheck(clause, ClauseVerdict.Untestable, [], $"{tag} was not looked for.");
        }

        if (!search.Testable)
        {
            return new ClauseCheck(
                clause, ClauseVerdict.Untestable, [], $"{tag} cannot be tested: the model answers too few of its questions right, or none are published.");
        }

        return search.Best is { } best
            ? new ClauseCheck(
                clause, ClauseVerdict.Invalid, best.Nodes,
                $"{tag} was not found in {search.Tested} tests; the nearest was {best.Exact} exact answers at {string.Join(" + ", best.Nodes)}{string.Concat(Besides(best).Select(fault => $"; {fault}"))}.")
            : new ClauseCheck(clause, ClauseVerdict.Invalid, [], $"{tag} was not found: no useful node meets its prerequisites.");
    }

    // What else a test lacks, however many exact answers it gave.
    private static IEnumerable<string> Besides(SubTaskTest test)
    {
        if (test.EveryCase && test.Cases.Any(single => !TaskThresholds.IsExact(single.Exact)))
        {
            var worst = test.Cases.MinBy(single => single.Exact.Value)!;
            yield return $"{worst.Exact} of {worst.Case}";
        }

        if (test.Null is { } changed && !TaskThresholds.IsNull(changed))
        {
            yield return $"donors with the same value changed {changed}";
        }

        if (test.Bypass is { } bypassed && !TaskThresholds.IsNull(bypassed))
        {
            yield return $"past the MLP donors changed {bypassed}";
        }
    }
}
