using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Probes;

/// <summary>What can be read from the last layer's heads together (blocks.L.hook_attn_out) where a digit is predicted.</summary>
/// <param name="Kind">The kind of question.</param>
/// <param name="Carry">The carry or borrow into the digit; half of the answers are right by guessing.</param>
/// <param name="Base">Questions in which the base value of the digit's own pair is classified right; one in nine is by guessing.</param>
public sealed record LastHeadsProbe(QuestionKind Kind, CarryProbe Carry, Proportion Base);
