using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "MIX-24")]
public class MIX_24_DistributedOperation
{
    // No direction does it, but in every model one head does, mostly of layer 0: 0.10 to 0.98 of the digits. MIX-27 asks what such a head tells.
    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AreNotSo() => IsSo(CommittedModels.MeasureSmaller("MIX-24"), Verdict.NotReproduced);

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsNotReproduced() => IsSo(CommittedModels.MeasureLarger("MIX-24"), Verdict.NotReproduced);

    private static void IsSo(ClaimResult result, Verdict verdict)
    {
        result.Verdict.Should().Be(verdict, result.Reason);
        result.Measurements.Should().OnlyContain(model => model.Value > 0.1);
        result.Measurements.SelectMany(model => model.Parts).Where(part => part.Name.EndsWith("direction", StringComparison.Ordinal))
            .Should().HaveCount(2 * result.Measurements.Length).And.OnlyContain(part => part.Value < 0.13);
    }
}
