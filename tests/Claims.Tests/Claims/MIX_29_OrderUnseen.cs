using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-29")]
public class MIX_29_OrderUnseen
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-29");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Should().HaveCount(16);
        result.Measurements.Sum(model => model.Raw["agree"]).Should().Be(198).And.Be(result.Measurements.Sum(model => model.Raw["digits of both kinds with such heads"]));
        result.Measurements.Sum(model => model.Raw["without sign"]).Should().Be(120);
        result.Measurements.Sum(model => model.Raw["modulo 10"]).Should().Be(51);
    }
}
