using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-08")]
public class MIX_08_SharedNodesOfAllKinds
{
    // The two kinds of subtraction share nodes more than chance makes them, addition with either hardly.
    [Fact]
    public void Measure_CommittedZoo_IsReproduced()
    {
        var result = CommittedModels.Measure("MIX-08");

        result.Verdict.Should().Be(Verdict.Reproduced, result.Reason);
        (Unlikely("Sub and Neg"), Unlikely("all three"), Unlikely("Add and Sub"), Unlikely("Add and Neg")).Should().Be((17, 17, 5, 1));

        int Unlikely(string kinds) => result.Measurements.Count(model => model.Raw[$"p of so many of {kinds}"] <= 0.05);
    }
}
