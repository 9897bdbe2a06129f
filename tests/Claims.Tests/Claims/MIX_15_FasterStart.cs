using FluentAssertions;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "MIX-15")]
public class MIX_15_FasterStart
{
    [SkippableFact]
    public void Measure_CommittedStudy_IsReproduced()
    {
        var result = ClaimCatalogue.Find("MIX-15").Measure(new NoModels());

        ResultStore.Locate().Write(result);
        Skip.If(result.Measurements.IsEmpty, result.Reason);
        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
