using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-07: one head makes the base value of all three kinds.</summary>
public sealed class SharedBaseValues() : CircuitClaim(
    "MIX-07",
    "In mixed models the heads that add a digit pair also subtract it, either way round: SA, MD and ND of a digit are on one head.",
    "of ins1_mix_d6_l3_h4_t40K_s372001 all 12 heads with SA of a digit have MD, and 10 of them, all but those of the highest digit, ND",
    new Criterion(
        "share of the digits 0 to n − 2 of which one head has the tags SA, MD and ND",
        Comparator.AtLeast,
        0.8,
        "Published is every digit below the highest; of five digits one may be missed, as a tag needs 90 % of exact answers in each of three tests. The highest "
        + "digit is left out because the published test for ND cannot pass there."),
    MixedModelsMapped.EverySize,
    [new StoredMaps(), PlantedCircuit.OfAllKinds(), new OtherPlaces(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var digits = DigitSharing.Of(model.Map)[..^1];
        var shared = new Proportion(digits.Count(digit => digit.IsShared), digits.Length);
        return new Measurement(model.Name, shared.Value)
        {
            Raw = Measurement.RawOf(
                ("digits", digits.Length),
                ("digits shared", shared.Hits),
                ("digits testable", digits.Count(digit => digit.Testable)),
                ("digits with SA", digits.Count(digit => !digit.Add.IsEmpty)),
                ("digits with MD", digits.Count(digit => !digit.Sub.IsEmpty)),
                ("digits with ND", digits.Count(digit => !digit.Neg.IsEmpty))),
            Examples = [.. digits.Select(digit =>
                $"A{digit.Digit}: SA {string.Join(' ', digit.Add)}; MD {string.Join(' ', digit.Sub)}; ND {string.Join(' ', digit.Neg)}")],
        };
    }
}
