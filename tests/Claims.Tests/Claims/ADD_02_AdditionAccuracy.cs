using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Train)]
[Trait("Claim", "ADD-02")]
public class ADD_02_AdditionAccuracy
{
    [Fact]
    public void Measure_ModelTrainedFromScratch_IsReproduced()
    {
        var claim = (AdditionAccuracy)ClaimCatalogue.Find("ADD-02");
        var (models, name) = (new TrainedModels(CommittedModels.Engines), ModelName.Parse(claim.Claim.Models.Single()));
        using var trained = models.Trained(name);
        using var untrained = models.Untrained(name);

        var result = claim.Measure(trained, untrained);

        ResultStore.Locate().Write(result);
        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        if (string.Equals(result.Device, EngineFactory.Cpu, StringComparison.Ordinal))
        {
            trained.GetParameters().Hash().Should().Be(Committed().ParametersSha256, "the same training on a CPU gives the same bits everywhere");
        }
    }

    // Of the same steps and seed.
    private static ZooRecord Committed() =>
        new ZooFolder(new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!), Preset.Compact).Record(ModelName.Parse("add_d5_l2_h3_t15K_s372001"))!;
}
