using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-24")]
public class MIX_24_DistributedOperation
{
    // No direction does it, but in every model one head does, of layer 0 in nine models: 0.16 to 0.77 of the digits. MIX-27 asks what such a head tells.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-24");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(12).And.OnlyContain(model => model.Value > 0.15);
        result.Measurements.SelectMany(model => model.Parts).Where(part => part.Name.EndsWith("direction", StringComparison.Ordinal))
            .Should().HaveCount(24).And.OnlyContain(part => part.Value < 0.13);
    }
}
