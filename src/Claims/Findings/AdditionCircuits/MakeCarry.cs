using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-14: heads that read the pair below the predicted digit make its carry.</summary>
public sealed class MakeCarry() : CircuitClaim(
    "ADD-14",
    "Where useful heads that predict A_{k+1} read the pair of digit k, they do make carry (SC): patching them moves A_{k+1} by one and leaves A_k.",
    "all 6 of 6 SC nodes of add_d6_l2_h3_t15K_s372001; in the authors' re-tests the carry flips A_{k+1} at 1.00 (P16 of 5 digits: 0.80), A_k at 0.00, "
    + "same-class donors at 0.00",
    new Criterion(
        "share of digits k, of those whose pair such heads read, at which SC is confirmed",
        Comparator.AtLeast,
        0.8,
        "The re-tests name 10 heads, of which one flips 0.80 and fails our test. A test passes if 90 % of 100 pairs give exactly the expected answer, A_k "
        + "included, and at most 5 % of donors of the same class change any token. Digits whose pair no such head reads do not count: the carry may come "
        + "another way."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new OtherPlaces(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var read = model.Map.Searches.Where(search => search is { Tag.Task: SubTask.SC, Tested: > 0 }).ToArray();
        if (read.Length == 0)
        {
            return null;
        }

        var share = new Proportion(read.Count(search => !search.Found.IsEmpty), read.Length);
        SubTaskTest[] found = [.. read.SelectMany(search => search.Found)];
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of digits",
            Raw = Measurement.RawOf(
                ("digits read", share.Trials),
                ("found", share.Hits),
                ("exact answers of those found", found.Sum(test => test.Exact.Hits)),
                ("pairs of those found", found.Sum(test => test.Exact.Trials)),
                ("changes elsewhere of those found", found.Sum(test => test.Elsewhere.Hits)),
                ("changes by same-class donors of those found", found.Sum(test => test.Null?.Hits ?? 0))),
            Examples = [.. read.Select(SearchText.Of)],
        };
    }
}
