using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-23")]
public class MIX_23_CarryPastLastHeads
{
    // Carries of sums come by the same way as borrows: by the last layer's heads, in models that start from an addition model nearly all, in others those of high digits.
    // Ablation says so too: in the map of the sample model last-layer heads where digits are predicted break additions (MIX-26).
    [Fact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-23");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(12);
        result.Measurements.Where(model => model.Name.StartsWith("ins1", StringComparison.Ordinal)).Should().HaveCount(3).And.OnlyContain(model => model.Parts[1].Value > 0.9);
        result.Measurements.Where(model => model.Parts[1].Value < 0.5).Select(model => model.Name).Should().Equal("mix_d5_l3_h4_t40K_s372001");
    }
}
