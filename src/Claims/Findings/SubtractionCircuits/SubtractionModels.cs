using System.Collections.Immutable;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Findings.SubtractionCircuits;

/// <summary>The subtraction-only models that are looked into.</summary>
internal static class SubtractionModels
{
    /// <summary>All published ones.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. Catalogue.Published.Where(entry => entry.Name.Operations == OperationMix.Sub).Select(entry => $"{entry.Name}")];

    /// <summary>Those of 5 and 6 digits with the seed of the paper's sample model.</summary>
    public static ImmutableArray<string> Small { get; } = ["sub_d5_l2_h3_t30K_s372001", "sub_d6_l2_h3_t30K_s372001"];

    /// <summary>And the one of 6 digits with another seed: all published ones of these sizes.</summary>
    public static ImmutableArray<string> SmallOfAnySeed { get; } = [.. Small, "sub_d6_l2_h3_t30K_s572091"];
}
