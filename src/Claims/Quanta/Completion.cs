using System.Collections.Immutable;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta;

/// <summary>What it takes to make a set of nodes sufficient for one kind of question.</summary>
/// <param name="Start">Accuracy with the set as it was.</param>
/// <param name="Steps">The nodes added, in order, each with the accuracy that it led to.</param>
/// <param name="Needed">
/// Those of them that are left when, one by one in the same order, each is dropped without which the target is still met.
/// </param>
/// <param name="Reached">Accuracy with the set and the needed nodes.</param>
/// <param name="Met">Whether that is the target or more; if not, not all nodes that may be added reach it.</param>
/// <param name="Passes">Forward passes used, over all questions of the kind or those that fail.</param>
public sealed record Completion(
    KeptAccuracy Start, ImmutableArray<CompletionStep> Steps, ImmutableArray<Node> Needed, KeptAccuracy Reached, bool Met, int Passes);
