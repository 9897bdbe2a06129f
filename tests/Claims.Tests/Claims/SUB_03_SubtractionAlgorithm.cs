using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "SUB-03")]
public class SUB_03_SubtractionAlgorithm
{
    // Two thirds and three quarters of the clauses: base differences, tri-states and resolved borrows are there but for one digit or two, in no
    // fixed order of positions.
    // Those of 8 and 10 digits lack nearly all clauses of MD; resolved borrows come in at the last MLP in all.
    [SkippableFact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("SUB-03");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(7).And.OnlyContain(model => model.Value < 0.8);
        result.Measurements.Where(model => model.Value < 0.3).Select(model => model.Name).Should().Equal(
            "sub_d8_l2_h3_t50K_s173289", "sub_d8_l2_h3_t50K_s371793", "sub_d10_l2_h3_t75K_s173289");
        result.Measurements.Should().OnlyContain(model => model.Raw["MV valid"] >= model.Raw["MV clauses"] - 1);
    }
}
