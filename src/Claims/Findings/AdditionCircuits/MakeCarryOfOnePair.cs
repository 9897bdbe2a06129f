using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Carry;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-27: heads that make a carry make that of their own pair only.</summary>
public sealed class MakeCarryOfOnePair() : CircuitClaim(
    "ADD-27",
    "Heads that make the carry of a pair (SC) do not pass on a carry from further below: where the pair has a sum of 9, patching them changes no digit.",
    "the authors' re-tests: with the sum fixed at 9 and the lower carry toggled these heads transmit 0.00",
    new Criterion(
        "share of questions whose A_{k+1} changes, at the digit where it is greatest, of those at which SC_k is confirmed, k from 1",
        Comparator.AtMost,
        0.05,
        "What counts as no effect elsewhere. Clean question and donor differ in the pair alone that decides, further below, each distance equally often; all pairs between "
        + "have a sum of 9. The heads are those of ADD-14, where that confirms them."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new OwnPairFlips(), new OtherPlaces(), new UntrainedCircuit()])
{
    private static readonly OnceAModel<MadeCarry> Known = new((model, cancellation) =>
        from search in model.Map.Searches
        where search is { Tag: { Task: SubTask.SC, Digit: >= 1 }, Found.IsEmpty: false }
        select Scan(model, search.Found.MaxBy(test => test.Exact.Value)!.Nodes, search.Tag.Digit!.Value + 1, cancellation));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var carries = Carries(model, cancellation);
        if (carries.IsEmpty)
        {
            return null;
        }

        var most = carries.Select(carry => carry.Below).MaxBy(share => share.Value);
        return new Measurement(model.Name, most.Value)
        {
            Bounds = most.Bounds,
            BoundsOf = "share of questions",
            Raw = Measurement.RawOf(
                ("digits", carries.Length),
                ("questions decided below", carries.Sum(carry => carry.Below.Trials)),
                ("of these changed", carries.Sum(carry => carry.Below.Hits)),
                ("questions decided by the pair", carries.Sum(carry => carry.OwnPair.Trials)),
                ("of these flipped", carries.Sum(carry => carry.OwnPair.Hits))),
            Examples = [.. carries.Select(carry => $"A{carry.Digit}: by the pair {carry.OwnPair}, from below {carry.Below}")],
        };
    }

    /// <summary>What the confirmed heads of each digit do.</summary>
    internal static ImmutableArray<MadeCarry> Carries(MappedModel model, CancellationToken cancellation) =>
        [.. Known.Of(model, cancellation).Where(carry => carry is { OwnPair.Trials: > 0, Below.Trials: > 0 })];

    private static MadeCarry Scan(MappedModel model, ImmutableArray<Repro.Claims.Circuits.Node> heads, int digit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return MadeCarryScan.Of(model.Engine, heads, digit, model.Map.QuestionSeed);
    }
}
