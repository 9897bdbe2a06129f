using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-03")]
public class SUB_03_SubtractionAlgorithm
{
    // Of 5 and 6 digits two thirds to four fifths of the clauses: base differences, tri-states and resolved borrows are there but for one digit or two, in no
    // fixed order of positions.
    // Those of 8 and 10 digits lack nearly all clauses of MD; resolved borrows come in at the last MLP in all.
    [Fact]
    public void Measure_CommittedZoo_HoldsInOneModel()
    {
        var result = CommittedModels.Measure("SUB-03");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Should().HaveCount(7);
        result.Meeting.Select(model => (model.Name, model.Raw["valid"], model.Raw["required"])).Should().Equal(("sub_d6_l2_h3_t30K_s572091", 18, 22));
        result.Measurements.Where(model => model.Value < 0.3).Select(model => model.Name).Should().Equal(
            "sub_d8_l2_h3_t50K_s173289", "sub_d8_l2_h3_t50K_s371793", "sub_d10_l2_h3_t75K_s173289");
        result.Measurements.Should().OnlyContain(model => model.Raw["MV valid"] >= model.Raw["MV clauses"] - 1);
    }
}
