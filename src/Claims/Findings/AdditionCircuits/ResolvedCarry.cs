using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-18: the last layer's MLP reads the resolved carry.</summary>
public sealed class ResolvedCarry() : CircuitClaim(
    "ADD-18",
    "At every digit the last layer's MLP reads the resolved carry (SV), however far down the pair lies that decides it.",
    "the authors' re-tests: the deciding carry, patched into the last layer's MLP where A_{k+1} is predicted, flips A_{k+1}; donors with the same decision "
    + "do not (0.00); models of 5 to 13 digits",
    new Criterion(
        "share of digits k at which patching the MLP's input moves A_{k+1} by the donor's resolved carry, at every depth of the cascade",
        Comparator.AtLeast,
        1,
        "Every digit, as published. A test passes if at each depth 90 % of 50 pairs give exactly the expected answer, and at most 5 % of donors whose carry is "
        + "decided alike by other operands change any token."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new OtherPlaces(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var searches = model.Map.Searches.Where(search => search.Tag.Task == SubTask.SV).ToArray();
        var share = new Proportion(searches.Count(search => !search.Found.IsEmpty), model.Map.Layout.Digits);
        return new Measurement(model.Name, share.Value)
        {
            Raw = Measurement.RawOf(("digits", share.Trials), ("found", share.Hits)),
            Examples = [.. searches.Select(SearchText.Of)],
        };
    }
}
