using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-14")]
public class MIX_14_MapLacksLastHeads
{
    // In the sample model the mapped nodes add and do not subtract, as published, but last-layer heads do not bring that back. In the others a kind of subtraction
    // comes out nearly as well as addition, or better.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-14");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(5).And.OnlyContain(model => model.Value < 0 && model.Raw["margin of restored subtraction"] < -0.1);
        result.Measurements.Where(model => model.Raw["margin of addition"] >= 0 && model.Raw["margin of addition over subtraction"] >= 0)
            .Should().ContainSingle().Which.Name.Should().Be("ins1_mix_d6_l3_h4_t40K_s372001");
    }
}
