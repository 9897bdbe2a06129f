using FluentAssertions;
using Xunit;

namespace Repro.Models.Tests.Determinism;

/// <summary>A training step allocates nothing, so a training of any length runs in constant memory without collections.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class AllocationTests
{
    /// <summary>In a process of its own, where no other test allocates meanwhile: 20 steps of all threads.</summary>
    [Theory]
    [InlineData("tiny", 1)]
    [InlineData("tiny-gelu", 2)]
    [InlineData("compact", 2)]
    public void TrainStep_AfterWarmUp_AllocatesNothing(string config, int threads)
    {
        var measured = ChildProcess.Run(["allocation", "--config", config, "--threads", $"{threads}"]);

        measured["thread"].Should().Be("0");
        measured["process"].Should().Be("0");
    }
}
