using Repro.Models.Numerics;

namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// Cross-entropy of the next token, in float64: loss = −ln softmax(logits)[target], gradient = (softmax − one-hot)·weight.
/// </summary>
internal sealed unsafe class NextTokenLoss(int vocabulary)
{
    private readonly double[] _exponentials = new double[vocabulary];

    /// <summary>
    /// One row: writes the gradient, returns the loss, and tells whether the target has the largest logit (the first of equals).
    /// </summary>
    public double Row(float* logits, int target, double weight, float* gradient, out bool correct)
    {
        var best = 0;
        for (var token = 1; token < vocabulary; token++)
        {
            if (logits[token] > logits[best])
            {
                best = token;
            }
        }

        correct = best == target;
        double largest = logits[best];
        var sum = 0.0;
        for (var token = 0; token < vocabulary; token++)
        {
            _exponentials[token] = PortableMath.Exp(logits[token] - largest);
            sum += _exponentials[token];
        }

        var share = weight / sum;
        for (var token = 0; token < vocabulary; token++)
        {
            gradient[token] = (float)(_exponentials[token] * share);
        }

        gradient[target] = (float)((_exponentials[target] * share) - weight);
        return PortableMath.Log(sum) - (logits[target] - largest);
    }
}
