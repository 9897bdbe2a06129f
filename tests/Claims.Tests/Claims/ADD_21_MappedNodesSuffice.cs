using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-21")]
public class ADD_21_MappedNodesSuffice
{
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_MeetIt() => IsSo(CommittedModels.MeasureSmaller("ADD-21"), Verdict.Reproduced);

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsReproduced() => IsSo(CommittedModels.MeasureLarger("ADD-21"), Verdict.Reproduced);

    private static void IsSo(ClaimResult result, Verdict verdict) => result.Verdict.Should().Be(verdict, result.Reason);
}
