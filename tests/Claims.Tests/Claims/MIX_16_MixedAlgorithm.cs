using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-16")]
public class MIX_16_MixedAlgorithm
{
    // 0.43 to 0.49 of the clauses hold in the models of 6 digits and 0.73 in that of 5, whose heads do give differences modulo 10 (MD, ND).
    [SkippableFact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-16");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(5).And.OnlyContain(model => model.Value > 0.4);
    }
}
