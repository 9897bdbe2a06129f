using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Probes;

/// <summary>What can be read in the last layer where a digit is predicted.</summary>
/// <param name="Kind">The kind of question.</param>
/// <param name="Stream">The carry or borrow into the digit, from the residual stream before the MLP.</param>
/// <param name="Heads">The same from what the layer's heads put out together (blocks.L.hook_attn_out).</param>
/// <param name="BaseOfHeads">Questions in which the base value of the digit's own pair is classified right, from there too; one in nine by guessing, at the highest digit of a
/// difference one in five.</param>
/// <param name="BaseOfStream">The same from the residual stream, where the base value must be: whether this probe can read it at all.</param>
public sealed record PredictionProbe(QuestionKind Kind, CarryProbe Stream, CarryProbe Heads, Proportion BaseOfHeads, Proportion BaseOfStream);
