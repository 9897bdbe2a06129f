using FluentAssertions;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Train)]
[Trait("Claim", "ADD-02")]
public class ADD_02_AdditionAccuracy
{
    [Fact]
    public void Measure_ModelTrainedFromScratch_IsReproduced()
    {
        var models = new TrainedModels(CommittedModels.Engines);

        var result = ClaimCatalogue.Find("ADD-02").Measure(models);

        ResultStore.Locate().Write(result);
        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
    }
}
