using System.Collections.Immutable;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta.Algorithm;

/// <summary>What checking a clause gave.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Verdict">Whether it holds.</param>
/// <param name="Evidence">The nodes that make it valid, or those that come nearest to it.</param>
/// <param name="Reason">What was found, in a sentence.</param>
public sealed record ClauseCheck(Clause Clause, ClauseVerdict Verdict, ImmutableArray<Node> Evidence, string Reason);
