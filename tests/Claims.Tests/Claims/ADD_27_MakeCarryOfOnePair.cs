using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-27")]
public class ADD_27_MakeCarryOfOnePair
{
    // In three models not one of 2,072 questions changes. In the other two heads confirmed as SC bring carries from below too: of one digit all, of others 0.08 to 0.87,
    // of the highest none.
    [Fact]
    public void Measure_CommittedZoo_HoldsInThreeModels()
    {
        var result = CommittedModels.Measure("ADD-27");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Meeting.Select(model => model.Name).Should().Equal(
            "add_d5_l2_h3_t15K_s372001", "add_d6_l2_h3_t15K_s372001", "add_d11_l2_h3_t50K_s572091");
        result.Meeting.Should().OnlyContain(model => model.Raw["of these changed"] == 0);
    }
}
