using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-29")]
public class ADD_29_FetchedBaseAdd
{
    [Fact]
    public void Measure_CommittedZoo_HoldsInThreeModels()
    {
        var result = CommittedModels.Measure("ADD-29");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(4);
        result.Failing.Select(model => model.Name).Should().Equal(
            "add_d8_l2_h3_t45K_s173289");
        result.Measurements.Should().OnlyContain(
            model => model.Raw["digits without SA"] == model.Raw["brought"]
                + model.Raw["not brought, but carried by a last-layer head and one in place"]
                + model.Raw["not brought, but carried by a last-layer head that looks at several tokens"],
            "the three digits that do not meet the criterion have their sums from such a head all the same");
        result.Failing.Single().Raw["not brought, but carried by a last-layer head and one in place"].Should().Be(2);
    }
}
