using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-07")]
public class MIX_07_SharedBaseValues
{
    // The heads with SA pass the authors' own pairs for MD and ND (MIX-17), but not random ones: what they give a subtraction is the difference
    // without its sign (MIX-18).
    [SkippableFact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-07");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().OnlyContain(model => model.Value == 0 && model.Raw["digits with SA"] == 5 && model.Raw["digits testable"] == 5);
    }
}
