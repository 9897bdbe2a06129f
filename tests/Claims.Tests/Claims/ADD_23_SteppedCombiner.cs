using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-23")]
public class ADD_23_SteppedCombiner
{
    // Nearly every question's digit changes once, half way. The logits take a soft step: 0.43 to 0.46 of their change falls in the steepest quarter, where a
    // straight line has 0.25 and a step 1.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-23");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Should().OnlyContain(model => model.Raw["that change once"] > 0.99 * model.Raw["questions"]);
        result.Measurements.Should().OnlyContain(model => model.Raw["share of the carry at the change, median"] > 0.45
            && model.Raw["share of the carry at the change, median"] < 0.55);
        result.Measurements.Should().OnlyContain(model => model.Raw["change of logits in the steepest quarter, median"] > 0.4
            && model.Raw["change of logits in the steepest quarter, median"] < 0.5);
    }
}
