using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-23")]
public class ADD_23_SteppedCombiner
{
    // Nearly every question's digit changes once, half way. The logits take a soft step: 0.42 to 0.50 of their change falls in the steepest quarter, where a
    // straight line has 0.25 and a step 1. In the model of 12 digits those of one digit change at too many places.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_MeetIt() => IsSo(CommittedModels.MeasureSmaller("ADD-23", Verdict.Reproduced, models: 4));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_HoldsInAllModelsButOne() => IsSo(CommittedModels.MeasureLarger("ADD-23", Verdict.Partly, models: 13));

    private static void IsSo(ClaimResult result)
    {
        result.Failing.Select(model => model.Name).Should().BeSubsetOf(["add_d12_l2_h3_t50K_s572091"]);
        result.Measurements.Should().OnlyContain(
            model => model.Raw["that change once"] > (model.Name == "add_d12_l2_h3_t50K_s572091" ? 0.98 : 0.99) * model.Raw["questions"]);
        result.Measurements.Should().OnlyContain(model => model.Raw["share of the carry at the change, median"] > 0.45
            && model.Raw["share of the carry at the change, median"] < (model.Name == "add_d13_l2_h3_t50K_s572091" ? 0.6 : 0.55));
        result.Measurements.Should().OnlyContain(model => model.Raw["change of logits in the steepest quarter, median"] > 0.4
            && model.Raw["change of logits in the steepest quarter, median"] < 0.5);
    }
}
