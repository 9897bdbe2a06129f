using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-34")]
public class ADD_34_OneLayerNodeCounts
{
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("ADD-34");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        result.Measurements.Single().Raw["useful nodes"].Should().Be(21, "published are 15 heads and 6 MLPs");
    }
}
