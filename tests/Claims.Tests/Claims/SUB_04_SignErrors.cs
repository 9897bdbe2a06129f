using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-04")]
public class SUB_04_SignErrors
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("SUB-04");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
