using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-26")]
public class ADD_26_NoThirdState
{
    // Where the highest digit is predicted sums of 9 are a third symbol, about as far from both others as these are from each other. At the other digits they
    // lie near the end that their carry names, but 0.05 to 0.33 off the axis, mostly farther than sums of 8 and 10 are, with the least p there is.
    [Fact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("ADD-26");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().OnlyContain(model => model.Raw["p, median"] == 0.001
            && model.Raw["off the axis, median"] > 1.5 * model.Raw["off the axis, sums of 8 and 10, median"]);
        result.Measurements.Should().OnlyContain(model => model.Parts.Last().Value > 0.45);
        result.Measurements.SelectMany(model => model.Parts.SkipLast(1)).Should().OnlyContain(digit => digit.Value < 0.35
            && digit.Raw["along the axis, without carry from below"] < 0.3 && digit.Raw["along the axis, with carry from below"] > 0.7);
    }
}
