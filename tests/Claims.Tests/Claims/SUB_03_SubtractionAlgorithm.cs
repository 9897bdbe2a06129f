using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-03")]
public class SUB_03_SubtractionAlgorithm
{
    [SkippableFact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("SUB-03");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
