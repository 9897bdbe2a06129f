using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-14")]
public class MIX_14_MapLacksLastHeads
{
    // In every model one kind of subtraction survives with the mapped nodes better than addition does.
    [SkippableFact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-14");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(5).And.OnlyContain(model => model.Value < 0);
    }
}
