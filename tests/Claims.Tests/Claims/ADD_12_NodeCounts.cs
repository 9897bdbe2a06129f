using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-12")]
public class ADD_12_NodeCounts
{
    // Half of the published number is a wide net: most models would meet the criterion with another model's number too.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-12");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Sum(model => model.Raw["published numbers of the claim's other models"]).Should().Be(13 * 12);
        result.Measurements.Sum(model => model.Raw["of these it would meet the criterion with"]).Should().Be(109);
    }
}
