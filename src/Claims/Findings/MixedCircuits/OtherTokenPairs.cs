using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>
/// Any other two tokens of the question, or one of them and the sign, must not be read so, or the criterion says nothing of operator and sign. Heads that additions need
/// count here too: few models have others.
/// </summary>
public sealed class OtherTokenPairs : ICircuitControl
{
    private const double MostMeet = 0.05;

    /// <inheritdoc/>
    public string Name => "of all other pairs of tokens up to the sign at most 5 % are read so in place of operator and sign, by a head that additions need or by another";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var met = models.SelectMany(model => Pairs(model.Map.Layout).Select(pair =>
            claim.Claim.Criterion.Holds(TokenPairReader.Of(model.Map, pair.First, pair.Second).ByAny.Value))).ToArray();
        var count = met.Count(holds => holds);
        return new ControlOutcome(Name, count <= MostMeet * met.Length, $"{count} of {met.Length} in {models.Length} models");
    }

    private static IEnumerable<(int First, int Second)> Pairs(QuestionLayout layout) =>
        from first in Enumerable.Range(0, layout.Sign)
        from second in Enumerable.Range(first + 1, layout.Sign - first)
        where (first, second) != (layout.Operator, layout.Sign)
        select (first, second);
}
