using System.Collections.Immutable;

namespace Repro.Claims.Quanta.Algorithm;

/// <summary>An algorithm as a list of clauses that a model's nodes must meet (arXiv 2402.02619, "declarative algorithm").</summary>
/// <param name="Name">What it computes, for instance <c>addition, 2 or more layers</c>.</param>
/// <param name="Clauses">Its clauses.</param>
public sealed record DeclaredAlgorithm(string Name, ImmutableArray<Clause> Clauses)
{
    /// <summary>Checks every clause against a map, in order.</summary>
    public ImmutableArray<ClauseCheck> Check(NodeMap map) => [.. Clauses.Select(clause => clause.Check(map))];
}
