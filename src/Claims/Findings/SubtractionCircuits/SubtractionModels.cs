using System.Collections.Immutable;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Findings.SubtractionCircuits;

/// <summary>The subtraction-only models that are looked into.</summary>
internal static class SubtractionModels
{
    /// <summary>
    /// All published ones. SUB-03 had been measured on two of 5 and 6 digits when it was extended to all, with its criterion as it was and before a map
    /// of those of 8 digits and more had been made.
    /// </summary>
    public static ImmutableArray<string> All { get; } =
        [.. Catalogue.Published.Where(entry => entry.Name.Operations == OperationMix.Sub).Select(entry => $"{entry.Name}")];
}
