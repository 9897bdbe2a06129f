using Repro.Claims.Statistics;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Probes;

/// <summary>How well the resolved carry into A_k can be read, by one linear probe for all depths at which it is decided, from the residual stream.</summary>
/// <param name="Digit">The digit k.</param>
/// <param name="Position">The position whose residual stream is read.</param>
/// <param name="At">Where in the layers.</param>
/// <param name="HeldOut">Questions that the classifier did not see and classified right; half is chance.</param>
/// <param name="WorstDepth">The same of the depth at which it is least often right: who knows the pairs down to some depth only guesses below.</param>
/// <param name="PValue">How often permuted labels of these questions agree as well with its answers.</param>
public sealed record CarryProbe(int Digit, int Position, HookPoint At, Proportion HeldOut, Proportion WorstDepth, double PValue)
{
    /// <summary>The least share of right answers, at every depth, that counts as reading: half way from guessing to knowing.</summary>
    public const double LeastRight = 0.75;

    /// <summary>The greatest p that counts.</summary>
    public const double MostP = 0.001;

    /// <summary>Whether the probe reads the carry.</summary>
    public bool Reads => WorstDepth.Value >= LeastRight && PValue <= MostP;
}
