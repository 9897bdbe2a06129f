using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta;

/// <summary>One node that was added to a set of nodes, and how accurate the larger set is.</summary>
/// <param name="Added">The node.</param>
/// <param name="Accuracy">Accuracy with it.</param>
public readonly record struct CompletionStep(Node Added, KeptAccuracy Accuracy);
