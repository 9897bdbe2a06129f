using System.Collections.Immutable;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>What the search for one sub-task at one digit gave.</summary>
/// <param name="Tag">The sub-task and its digit.</param>
/// <param name="Testable">False where too few pairs of questions were left that the model answers right.</param>
/// <param name="Tested">Number of nodes and sets of nodes that met the prerequisites and were patched.</param>
/// <param name="Found">The tests that passed. Their sets may hold heads that are not useful alone; only useful nodes get the tag.</param>
/// <param name="Members">For each node of a set that passed, what it does when patched alone.</param>
/// <param name="Best">Where none passed, the test nearest to it; null where nothing was tested.</param>
public sealed record TagSearch(
    AlgorithmTag Tag,
    bool Testable,
    int Tested,
    ImmutableArray<SubTaskTest> Found,
    ImmutableArray<SubTaskTest> Members,
    SubTaskTest? Best);
