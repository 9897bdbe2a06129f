using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Carry;

/// <summary>Whether nodes that make the carry into A_k pass on a carry that comes from further below.</summary>
/// <param name="Digit">The digit k.</param>
/// <param name="OwnPair">Where the pair below decides: pairs of questions in which A_k becomes the donor's when the nodes have the donor's values.</param>
/// <param name="Below">Where the pair below has a sum of 9 and one further down decides: those in which A_k changes at all.</param>
public sealed record MadeCarry(int Digit, Proportion OwnPair, Proportion Below);
