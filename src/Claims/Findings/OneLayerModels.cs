using System.Collections.Immutable;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Findings;

/// <summary>Addition models of one layer: the published one, and our controls of 3, 4 and 5 heads.</summary>
internal static class OneLayerModels
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<ModelName> All { get; } =
        [ModelName.Parse("add_d5_l1_h3_t30K_s372001"), .. Catalogue.Controls.Where(name => name.Layers == 1)];

    /// <summary>The same as claims name them.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(name => $"{name}")];
}
