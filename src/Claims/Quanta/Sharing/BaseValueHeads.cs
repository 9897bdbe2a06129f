using System.Collections.Immutable;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>The heads that make a digit's base value, by the interchange tests of a map.</summary>
public static class BaseValueHeads
{
    /// <summary>The smallest set of heads that has the sub-task SA of a digit, or another, of equal ones the most exact; empty where none has it.</summary>
    public static ImmutableArray<Node> Of(NodeMap map, int digit, SubTask task = SubTask.SA)
    {
        ArgumentNullException.ThrowIfNull(map);
        var tag = new AlgorithmTag(task, digit);
        return map.Searches.Where(search => search.Tag == tag).SelectMany(search => search.Found)
            .OrderBy(test => test.Nodes.Length).ThenByDescending(test => test.Exact.Value).FirstOrDefault()?.Nodes ?? [];
    }
}
