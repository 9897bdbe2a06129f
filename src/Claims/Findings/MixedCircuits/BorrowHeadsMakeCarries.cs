using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-36: who makes a borrow makes the carry too.</summary>
public sealed class BorrowHeadsMakeCarries() : CircuitClaim(
    "MIX-36",
    "In mixed models the heads that make the borrow of a pair (MB, NB) make its carry (SC) too.",
    "ins1_mix_d6_l3_h4_t40K_s372001: SC at five nodes, MB at two and NB at three of these and nowhere else; some SC, MB and NB are said to be optimised away",
    new Criterion(
        "share of useful heads with MB or NB of a digit that have SC of the same digit",
        Comparator.AtLeast,
        0.8,
        "Published is every one of three; a tag needs 90 % of exact answers, so one of five may be missed, as in MIX-07. That many more heads make carries than borrows does not count "
        + "against it. The maps had been made when this was written; these tags had not been set against each other."),
    MixedModelsMapped.EverySize,
    [new StoredMaps(), new OtherPlaces(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        MappedNode[] heads = [.. model.Map.Nodes.Where(node => node.Node.Head is not null)];
        var borrows = (
            from head in heads
            from digit in head.Algorithm.Where(tag => tag.Task is SubTask.MB or SubTask.NB).Select(tag => tag.Digit!.Value).Distinct()
            select (Head: head, Digit: digit)).ToArray();
        if (borrows.Length == 0)
        {
            return null;
        }

        var share = new Proportion(borrows.Count(place => Has(place.Head, SubTask.SC, place.Digit)), borrows.Length);
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of heads",
            Raw = Measurement.RawOf(
                ("heads with MB or NB", share.Trials),
                ("with SC too", share.Hits),
                ("heads with SC", Count(SubTask.SC)),
                ("heads with MB", Count(SubTask.MB)),
                ("heads with NB", Count(SubTask.NB))),
            Examples = [.. borrows.Select(place => $"{place.Head.Node}, digit {place.Digit}: {string.Join(' ', place.Head.Algorithm)}")],
        };

        int Count(SubTask task) => heads.Sum(head => head.Algorithm.Count(tag => tag.Task == task));
    }

    private static bool Has(MappedNode head, SubTask task, int digit) => head.Algorithm.Contains(new AlgorithmTag(task, digit));
}
