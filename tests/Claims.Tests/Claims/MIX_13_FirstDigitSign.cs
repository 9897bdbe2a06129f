using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-13")]
public class MIX_13_FirstDigitSign
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllModelsButOne()
    {
        var result = CommittedModels.Measure("MIX-13");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Failing.Select(model => model.Name).Should().Equal(
            "ins1_mix_d6_l3_h3_t40K_s572091");
    }
}
