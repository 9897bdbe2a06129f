using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-21")]
public class ADD_21_MappedNodesSuffice
{
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_MeetIt() => CommittedModels.MeasureSmaller("ADD-21", Verdict.Reproduced, models: 4);

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsReproduced() => CommittedModels.MeasureLarger("ADD-21", Verdict.Reproduced, models: 13);
}
