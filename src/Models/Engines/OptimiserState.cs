using Repro.Models.Transformer;

namespace Repro.Models.Engines;

/// <summary>AdamW's moments, in the layout of the parameters.</summary>
/// <param name="Mean">exp_avg: decayed mean of the gradient.</param>
/// <param name="MeanSquare">exp_avg_sq: decayed mean of its square.</param>
public sealed record OptimiserState(Parameters Mean, Parameters MeanSquare)
{
    /// <summary>The state before the first update.</summary>
    public static OptimiserState Zero(ParameterLayout layout) => new(new Parameters(layout), new Parameters(layout));
}
