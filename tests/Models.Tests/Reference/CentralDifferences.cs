using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Reference;

/// <summary>Derivatives of the reference's loss from the loss alone.</summary>
internal static class CentralDifferences
{
    /// <summary>
    /// Rounding gives an error of about 2⁻⁵³ / h, some 1e-9 for h = 1e-7, and the third derivative one of h². A larger step would
    /// not do: where a ReLU changes sign within it, the difference quotient mixes two slopes.
    /// </summary>
    private const double Step = 1e-7;

    /// <summary>∂ loss / ∂ parameter for every parameter.</summary>
    public static double[] Gradient(Parameters at, TokenBatch tokens, int[] lossPositions)
    {
        var reference = new ReferenceTransformer(at);
        var gradient = new double[reference.Values.Length];
        for (var i = 0; i < gradient.Length; i++)
        {
            var value = reference.Values[i];
            reference.Values[i] = value + Step;
            var above = reference.Loss(tokens, lossPositions);
            reference.Values[i] = value - Step;
            var below = reference.Loss(tokens, lossPositions);
            reference.Values[i] = value;
            gradient[i] = (above - below) / (2 * Step);
        }

        return gradient;
    }

    /// <summary>The derivative along a direction within one parameter tensor.</summary>
    public static double Along(double[] direction, ParameterSpec tensor, Parameters at, TokenBatch tokens, int[] lossPositions)
    {
        double LossAfter(double step)
        {
            var reference = new ReferenceTransformer(at);
            for (var i = 0; i < tensor.Length; i++)
            {
                reference.Values[tensor.Offset + i] += step * direction[i];
            }

            return reference.Loss(tokens, lossPositions);
        }

        return (LossAfter(Step) - LossAfter(-Step)) / (2 * Step);
    }
}
