using FluentAssertions;
using Repro.Models.Engines.Managed.Kernels;
using Xunit;

namespace Repro.Models.Tests.Kernels;

[Trait(Tier.Name, Tier.Fast)]
public sealed class KernelSelectionTests
{
    private static readonly string[] All = ["avx512", "avx2", "neon", "scalar"];

    [Fact]
    public void Named_Unknown_NamesTheVariableAndTheChoices() =>
        FluentActions.Invoking(() => KernelSelection.Named("sse9")).Should().Throw<ArgumentException>()
            .WithMessage("REPRO_KERNELS=sse9: unknown; use one of avx512, avx2, neon, scalar.");

    [Fact]
    public void Named_LackingInstructions_NamesWhatThisProcessorSupports()
    {
        var lacking = All.Except(KernelSelection.Supported, StringComparer.Ordinal).First();
        FluentActions.Invoking(() => KernelSelection.Named(lacking)).Should().Throw<ArgumentException>()
            .WithMessage($"REPRO_KERNELS={lacking}: this processor lacks these instructions; it supports *scalar.");
    }

    [Fact]
    public void Named_EverySupportedName_GivesThatKernel()
    {
        foreach (var name in KernelSelection.Supported)
        {
            KernelSelection.Named(name.ToUpperInvariant()).Name.Should().Be(name);
        }
    }
}
