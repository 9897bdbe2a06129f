using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-16")]
public class ADD_16_TriStateHeads
{
    // In two models most probes do no better than one that takes a case for another throughout, which the criterion lets pass. None need what the heads have learnt but
    // where to look: with the values of before the training they read as well.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-16");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Select(model => (model.Name, Read: model.Raw["of one pair and read better than two cases can be"], Heads: model.Raw["heads"]))
            .Where(model => model.Read < 0.8 * model.Heads).Should().Equal(("add_d8_l2_h3_t45K_s173289", 8, 14), ("add_d9_l2_h3_t45K_s173289", 1, 9));
        foreach (var model in result.Measurements)
        {
            model.Raw["of one pair and readable, values as before training"].Should().Be(model.Raw["of one pair and readable"], model.Name);
        }
    }
}
