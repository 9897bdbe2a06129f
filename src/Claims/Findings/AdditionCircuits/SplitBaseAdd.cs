using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-15: heads that share base add hold a part of it each.</summary>
public sealed class SplitBaseAdd() : CircuitClaim(
    "ADD-15",
    "Where base add is split over heads, a single one of them moves the digit part of the way.",
    "add_d6_l2_h3_t15K_s372001, digit 9 with donor 3: both heads give 3, H2 alone 6, H1 alone 9",
    new Criterion(
        "share of single-head patches that change the digit in which it comes nearer to the donor's without reaching it",
        Comparator.GreaterThan,
        0.5,
        "Most, and more than by chance: a digit that is replaced by a random other one comes nearer without arriving in 0.40 of cases (around the circle of "
        + "ten). Patches that change nothing, such as H1's, say nothing about the way."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var members = model.Map.Searches.Where(search => search.Tag.Task == SubTask.SA).SelectMany(search => search.Members).ToArray();
        var moved = members.Sum(test => test.Moved.Hits);
        if (moved == 0)
        {
            return null;
        }

        var share = new Proportion(members.Sum(test => test.PartWay.Hits), moved);
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of patches",
            Raw = Measurement.RawOf(
                ("heads", members.Length),
                ("patches", members.Sum(test => test.Moved.Trials)),
                ("that change the digit", moved),
                ("part of the way", share.Hits),
                ("exactly the donor's", members.Sum(test => test.Exact.Hits))),
            Examples = [.. members.Select(test => $"{test.Tag} at {test.Nodes[0]}: {test.Moved} moved, {test.PartWay} part of the way, {test.Exact} exact")],
        };
    }
}
