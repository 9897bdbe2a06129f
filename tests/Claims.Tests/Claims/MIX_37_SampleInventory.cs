using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "MIX-37")]
public class MIX_37_SampleInventory
{
    // The heads that add do not subtract with a sign (MIX-18), so that MD and ND are missing, and none makes a borrow by itself.
    private static readonly string[] Missing = ["MD", "ND", "MB", "NB", "SLT"];

    [Fact]
    public void Measure_CommittedZoo_IsNotReproduced()
    {
        var result = CommittedModels.Measure("MIX-37");

        result.Verdict.Should().Be(Verdict.NotReproduced, result.Reason);
        var sample = result.Measurements.Should().ContainSingle().Subject;
        sample.Raw["within half of the published number"].Should().Be(6);
        Missing.Should().OnlyContain(task => sample.Raw[$"{task}, here"] == 0);
    }
}
