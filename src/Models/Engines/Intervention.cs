using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines;

/// <summary>
/// A change to one hook point during one run: a value handed to the run, never a state of the model.
/// </summary>
/// <param name="At">Where.</param>
/// <param name="Kind">What is done with the values there.</param>
/// <param name="Source">
/// The values to put in or to add, in the hook point's shape; its batch size is the run's, or 1 for the same values in every
/// sequence. It may hold some positions only, those that are changed among them. Null for <see cref="InterventionKind.Zero"/>.
/// </param>
/// <param name="Positions">Positions (for scores and patterns: query positions) that are changed; empty means all.</param>
/// <param name="Heads">Heads that are changed; empty means all. Only where <see cref="HookPoint.HasHeads"/>.</param>
public sealed record Intervention(
    HookPoint At,
    InterventionKind Kind,
    HookValue? Source,
    ImmutableArray<int> Positions,
    ImmutableArray<int> Heads)
{
    /// <summary>Sets values to zero.</summary>
    public static Intervention Zero(HookPoint at, ImmutableArray<int> positions = default, ImmutableArray<int> heads = default) =>
        new(at, InterventionKind.Zero, null, OrAll(positions), OrAll(heads));

    /// <summary>Puts recorded values (or their <see cref="HookValue.MeanOverBatch"/>) in place.</summary>
    public static Intervention Replace(HookPoint at, HookValue source, ImmutableArray<int> positions = default, ImmutableArray<int> heads = default) =>
        new(at, InterventionKind.Replace, source, OrAll(positions), OrAll(heads));

    /// <summary>Adds values, for instance a steering vector.</summary>
    public static Intervention Add(HookPoint at, HookValue source, ImmutableArray<int> positions = default, ImmutableArray<int> heads = default) =>
        new(at, InterventionKind.Add, source, OrAll(positions), OrAll(heads));

    private static ImmutableArray<int> OrAll(ImmutableArray<int> chosen) => chosen.IsDefault ? [] : chosen;
}
