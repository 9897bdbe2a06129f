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
    [SkippableFact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("SUB-03");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        result.Measurements.Should().HaveCount(2).And.OnlyContain(model => model.Value > 0.6 && model.Value < 0.8);
    }
}
