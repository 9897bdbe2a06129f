using Repro.Claims.Quanta.Planted;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Quanta;

/// <summary>
/// The planted adder with the layer that resolves carries and joins them drawn apart into two: layer 1 keeps its heads, layer 2 has its MLP and
/// heads that put out nothing. So the carry is in the residual stream in front of the last layer.
/// </summary>
internal static class DeeperAdder
{
    public static Parameters Of(PlantedAdder adder)
    {
        var deeper = new Parameters(new ParameterLayout(adder.Config with { Layers = 3 }));
        foreach (var spec in deeper.Layout.All)
        {
            // Norms are the same in every layer.
            var source = spec.Name.Replace("blocks.2.", "blocks.1.", StringComparison.Ordinal);
            var silent = spec.Name.StartsWith("blocks.1.mlp.", StringComparison.Ordinal) || spec.Name.StartsWith("blocks.2.attn.", StringComparison.Ordinal);
            if (!silent)
            {
                adder.Parameters[source].CopyTo(deeper[spec]);
            }
        }

        return deeper;
    }
}
