using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-04")]
public class ADD_04_TooSmallShapes
{
    // One layer is too small. Two layers of two heads are not: at compact size and with our recipe they make no error in two million questions.
    [Fact]
    public void Measure_CommittedZoo_HoldsForOneLayer()
    {
        var result = CommittedModels.Measure("ADD-04");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().ContainSingle(model => !result.Claim.Criterion.Holds(model.Value)).Which.Name.Should().StartWith("add_d5_l2_h2_t40K_s372001");
    }
}
