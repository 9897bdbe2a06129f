using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-34: sums of 9 are nobody's task.</summary>
public sealed class SumNineUnused() : CircuitClaim(
    "MIX-34",
    "In mixed models no head tells, by itself, whether a pair sums to 9 (SS).",
    "ins1_mix_d6_l3_h4_t40K_s372001: SS is unused",
    new Criterion(
        "share of the digits asked at which interchange confirms SS",
        Comparator.AtMost,
        0,
        "Published is that there is none. The maps had been made when this was written, and it was known that of all mixed models' digits a quarter have such a head and that the published size has one."),
    MixedModelsMapped.EverySize,
    [new StoredMaps(), new OtherPlaces(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        TagSearch[] asked = [.. model.Map.Searches.Where(search => search.Tag.Task == SubTask.SS && search.Testable)];
        if (asked.Length == 0)
        {
            return null;
        }

        var found = asked.Where(search => !search.Found.IsEmpty).ToArray();
        var share = new Proportion(found.Length, asked.Length);
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of digits",
            Raw = Measurement.RawOf(("digits asked", asked.Length), ("with SS", found.Length)),
            Examples = [.. found.Select(search => $"{search.Tag}: {string.Join(", ", search.Found.Select(test => string.Join(" + ", test.Nodes)))}")],
        };
    }
}
