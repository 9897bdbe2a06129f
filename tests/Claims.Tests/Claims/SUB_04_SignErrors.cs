using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "SUB-04")]
public class SUB_04_SignErrors
{
    // Two of the seven models make enough errors of 100,000: 1 of 1,093 is the sign of a tiny difference, and 53 of 216. Most others have
    // the right sign.
    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.MeasureLarger("SUB-04", Verdict.NotReproduced, models: 2);

        result.Measurements.Select(model => (model.Name, model.Raw["wrong signs at such a difference"], model.Raw["errors"])).Should().Equal(
            ("sub_d8_l2_h3_t50K_s173289", 1, 1093), ("sub_d12_l2_h3_t75K_s371793", 53, 216));
    }
}
