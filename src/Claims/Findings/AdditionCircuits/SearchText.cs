using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>A search for a sub-task in a line.</summary>
internal static class SearchText
{
    /// <summary>The test that passed, or the nearest to it, for instance <c>A3.SA: found at P16L0H1 + P16L0H2, 98/100 exact, null 0/100</c>.</summary>
    public static string Of(TagSearch search)
    {
        var test = search.Found.MaxBy(found => found.Exact.Value) ?? search.Best;
        var what = test is null ? "nothing to test"
            : $"{(search.Found.IsEmpty ? "nearest" : "found")} at {string.Join(" + ", test.Nodes)}, {test.Exact} exact, null {test.Null}";
        return $"{search.Tag}: {(search.Testable ? what : "not testable")}";
    }
}
