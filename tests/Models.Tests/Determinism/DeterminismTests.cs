using System.Globalization;
using System.Runtime.Intrinsics.X86;
using FluentAssertions;
using Xunit;

namespace Repro.Models.Tests.Determinism;

/// <summary>The contract: 200 steps of training end in the same bits with any number of threads, on any instruction set, resumed or not.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class DeterminismTests
{
    [Theory]
    [InlineData("tiny", 1)]
    [InlineData("tiny", 2)]
    [InlineData("tiny", 4)]
    [InlineData("tiny-gelu", 1)]
    [InlineData("tiny-gelu", 4)]
    [InlineData("compact", 1)]
    [InlineData("compact", 2)]
    [InlineData("compact", 4)]
    public void Training_OnAnyNumberOfThreads_EndsInTheSameBits(string config, int threads) =>
        ChildProcess.Run(["determinism", "--config", config, "--steps", "200", "--threads", $"{threads}"])["hash"].Should().Be(DeterminismHashes.Of(config));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Training_AtThePublishedWidths_EndsInTheSameBits(int threads) =>
        ChildProcess.Run(["determinism", "--config", "wide", "--steps", "20", "--threads", $"{threads}"])["hash"].Should().Be(DeterminismHashes.Of("wide"));

    [Fact]
    public void Training_AtThePublishedWidthsWithoutAvx512_EndsInTheSameBits()
    {
        var child = ChildProcess.Run(["determinism", "--config", "wide", "--steps", "20", "--threads", "2"], ("DOTNET_EnableAVX512", "0"));

        child["vector512"].Should().Be("False", "the switch must have worked, or nothing was tested");
        child["hash"].Should().Be(DeterminismHashes.Of("wide"));
    }

    [Theory]
    [InlineData("tiny", "EnableAVX512", "vector512")]
    [InlineData("tiny", "EnableAVX2", "vector256")]
    [InlineData("tiny", "EnableHWIntrinsic", "vector128")]
    [InlineData("tiny-gelu", "EnableAVX512", "vector512")]
    [InlineData("tiny-gelu", "EnableAVX2", "vector256")]
    [InlineData("tiny-gelu", "EnableHWIntrinsic", "vector128")]
    [InlineData("compact", "EnableAVX512", "vector512")]
    public void Training_WithoutAnInstructionSet_EndsInTheSameBits(string config, string runtimeSwitch, string mustBeOff)
    {
        var child = ChildProcess.Run(["determinism", "--config", config, "--steps", "200", "--threads", "1"], ($"DOTNET_{runtimeSwitch}", "0"));

        child[mustBeOff].Should().Be("False", "the switch must have worked, or nothing was tested");
        child["hash"].Should().Be(DeterminismHashes.Of(config));
    }

    [SkippableTheory]
    [InlineData("tiny", "scalar")]
    [InlineData("tiny", "avx2")]
    [InlineData("tiny", "avx512")]
    [InlineData("tiny-gelu", "scalar")]
    [InlineData("tiny-gelu", "avx2")]
    [InlineData("tiny-gelu", "avx512")]
    public void Training_WithForcedKernels_EndsInTheSameBits(string config, string kernels)
    {
        Skip.If(string.Equals(kernels, "avx512", StringComparison.Ordinal) && !Avx512F.IsSupported, "needs a processor with AVX-512");
        Skip.If(string.Equals(kernels, "avx2", StringComparison.Ordinal) && !Avx2.IsSupported, "needs a processor with AVX2");

        var child = ChildProcess.Run(["determinism", "--config", config, "--steps", "200", "--threads", "1"], ("REPRO_KERNELS", kernels));

        child["kernels"].Should().Be(kernels, "the variable must have worked, or nothing was tested");
        child["hash"].Should().Be(DeterminismHashes.Of(config));
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("tiny-gelu")]
    [InlineData("compact")]
    public void Training_SavedAtStep100AndResumed_EndsInTheSameBits(string config)
    {
        var file = Path.GetTempFileName();
        try
        {
            ChildProcess.Run(["determinism", "--config", config, "--steps", "100", "--threads", "2", "--save-at", "100", "--file", file])["hash"]
                .Should().NotBe(DeterminismHashes.Of(config), "half the training is not the whole");

            ChildProcess.Run(["determinism", "--config", config, "--steps", "200", "--threads", "1", "--resume", file])["hash"].Should().Be(DeterminismHashes.Of(config));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("tiny-gelu")]
    [InlineData("compact")]
    public void Training_OfTwoHundredSteps_Learns(string config)
    {
        var first = ChildProcess.Run(["determinism", "--config", config, "--steps", "1", "--threads", "1"])["loss"];
        var last = ChildProcess.Run(["determinism", "--config", config, "--steps", "200", "--threads", "1"])["loss"];

        double.Parse(last, CultureInfo.InvariantCulture).Should().BeLessThan(
            0.95 * double.Parse(first, CultureInfo.InvariantCulture), "a training that does not move has stable bits for no reason");
    }
}
