using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-13: base add is found for every digit.</summary>
public sealed class BaseAddEveryDigit() : CircuitClaim(
    "ADD-13",
    "For every digit a head, or a set of heads together, does base add (SA) where the digit is predicted.",
    "all 6 of 6 digits of add_d6_l2_h3_t15K_s372001, each by a pair of heads; an algorithm's clause for every digit of every model",
    new Criterion(
        "share of digits at which patching heads changes A_k by exactly the donor's base value",
        Comparator.AtLeast,
        1,
        "Every digit, as published. A test passes if 90 % of 100 random pairs give exactly the expected answer in all tokens, and at most 5 % of "
        + "donors with the same base value change any token."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new OtherPlaces(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var searches = model.Map.Searches.Where(search => search.Tag.Task == SubTask.SA).ToArray();
        var share = new Proportion(searches.Count(search => !search.Found.IsEmpty), model.Map.Layout.Digits);
        return new Measurement(model.Name, share.Value)
        {
            Raw = Measurement.RawOf(
                ("digits", share.Trials),
                ("found", share.Hits),
                ("found at single heads", searches.Count(search => search.Found.Any(test => test.Nodes.Length == 1)))),
            Examples = [.. searches.Select(SearchText.Of)],
        };
    }
}
