using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-31")]
public class MIX_31_BorrowWrittenByLastHeads
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInAllButTwoModels()
    {
        var result = CommittedModels.Measure("MIX-31");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(12);
        result.Failing.Select(model => model.Name).Should().Equal("mix_d11_l3_h4_t80K_s572091", "mix_d13_l3_h4_t85K_s572091");
    }
}
