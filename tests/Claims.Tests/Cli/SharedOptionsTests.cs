using FluentAssertions;
using Repro.Cli.Commands;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>What options stand for that nobody gave.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class SharedOptionsTests
{
    [Theory]
    [InlineData(null, "cuda", 1, 8)]
    [InlineData(null, "cuda tf32", 4, 8)]
    [InlineData(null, "torch-cpu", 1, 8)]
    [InlineData(3, "cuda", 1, 3)]
    [InlineData(3, "cpu", 1, 3)]
    [InlineData(null, "cpu", 1_000_000, 1)]
    public void ParallelOrAll_NotAsked_CountsProcessorsOnTheCpuOnly(int? asked, string device, int threadsEach, int expected) =>
        SharedOptions.ParallelOrAll(asked, device, threadsEach).Should().Be(expected);

    [Fact]
    public void ParallelOrAllAndThreadsOrAll_OnTheCpu_TakeEveryProcessorThatAnEngineCan()
    {
        SharedOptions.ParallelOrAll(asked: null, "cpu", threadsEach: 1).Should().Be(Environment.ProcessorCount);
        SharedOptions.ThreadsOrAll(asked: null).Should().Be(Math.Min(Environment.ProcessorCount, EngineFactory.MostThreads));
    }
}
