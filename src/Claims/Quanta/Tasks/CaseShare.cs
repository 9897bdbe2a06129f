using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>What one case of a sub-task's pairs gave.</summary>
/// <param name="Case">The case, for instance <c>depth 3</c> or <c>No to Unknown</c>: from the clean question's to the donor's.</param>
/// <param name="Exact">Pairs of this case that gave exactly the expected answer.</param>
public sealed record CaseShare(string Case, Proportion Exact);
