using Repro.Claims.Statistics;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Probes;

/// <summary>How well the three cases of a digit pair can be read from the residual stream, at the place where they can be read best.</summary>
/// <param name="Task">ST or MT.</param>
/// <param name="Digit">The digit k.</param>
/// <param name="Position">The position.</param>
/// <param name="At">Where in the layers.</param>
/// <param name="HeldOut">Questions that the classifier did not see and classified right; a third is chance.</param>
public sealed record StreamProbe(SubTask Task, int Digit, int Position, HookPoint At, Proportion HeldOut);
