using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-12")]
public class MIX_12_RuleHead
{
    // Heads that read both tokens there are, but additions need them.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-12");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(18).And.OnlyContain(model => model.Value == 0);
        result.Measurements.Where(model => model.Raw["positions at which a head reads both, additions doing without it or not"] >= 0.8 * model.Raw["positions"])
            .Select(model => (model.Name, model.Raw["additions that this head's ablation breaks"])).Should().Equal(
                ("mix_d6_l3_h4_t40K_s372001", 274), ("mix_d5_l3_h4_t40K_s372001", 766), ("mix_d12_l3_h4_t85K_s572091", 1), ("ins1_mix_d10_l3_h3_t50K_s572091", 2126));
    }
}
