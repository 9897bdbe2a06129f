using FluentAssertions;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
[Trait("Claim", "ADD-01")]
public class ADD_01_LayoutAndAlgorithm
{
    [Fact]
    public void Measure_LayoutAlgorithmAndFrequencies_AreReproduced()
    {
        var result = ClaimCatalogue.Find("ADD-01").Measure(new NoModels());

        ResultStore.Locate().Write(result);
        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
