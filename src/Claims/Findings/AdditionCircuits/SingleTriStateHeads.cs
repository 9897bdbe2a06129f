using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-30: single heads that look at a pair early are not used by themselves.</summary>
public sealed class SingleTriStateHeads() : CircuitClaim(
    "ADD-30",
    "Interchange of a single head that tells the cases of a pair does not give an answer the donor's carry.",
    "the authors' re-tests: heads that the map names for ST encode the case, interchange of one of them moves nothing (0.00)",
    new Criterion(
        "share of digits at which interchange of one head between questions with different cases gives the donor's carry (ST confirmed at a single head)",
        Comparator.AtMost,
        0.1,
        "Nothing is published to move; one digit in ten is left. Node maps had been made, and the numbers of confirmed digits seen, when this was written: it states what "
        + "the maps say beside the re-tests, which ADD-16 leaves out."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(meets: false, "in an adder with a planted circuit, whose heads tell a pair's cases alone, they are found"), new OtherPlaces()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var searches = model.Map.Searches.Where(search => search.Tag.Task == SubTask.ST && search.Testable).ToArray();
        if (searches.Length == 0)
        {
            return null;
        }

        var single = searches.Select(search => search.Found.Where(test => test.Nodes.Length == 1).MaxBy(test => test.Exact.Value)).ToArray();
        var share = new Proportion(single.Count(test => test is not null), searches.Length);
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of digits",
            Raw = Measurement.RawOf(
                ("digits", searches.Length),
                ("by one head", share.Hits),
                ("by several together alone", searches.Count(search => !search.Found.IsEmpty) - share.Hits)),
            Examples = [.. single.Where(test => test is not null).Select(test => $"{test!.Tag} at {test.Nodes[0]}: {test.Exact} exact")],
        };
    }
}
