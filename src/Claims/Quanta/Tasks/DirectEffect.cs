using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>What heads do to a digit of the answer with nothing between them and the logits.</summary>
/// <param name="Digit">The digit k of the sub-task.</param>
/// <param name="Heads">The heads.</param>
/// <param name="Changed">Questions whose digit changes.</param>
/// <param name="Exact">Questions whose digit becomes what the sub-task's value of the donor would make it.</param>
/// <param name="ByLastMlp">Questions whose digit changes when it is not the heads but the last layer's MLP.</param>
public sealed record DirectEffect(int Digit, ImmutableArray<Node> Heads, Proportion Changed, Proportion Exact, Proportion ByLastMlp);
