using FluentAssertions;
using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>The verb study as a process; what it does is tested in process.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class StudyCommandTests : IDisposable
{
    private readonly EmptyRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [SkippableFact]
    public async Task Study_Interrupted_KeepsCheckpointsAndGoesOnFromThem()
    {
        var first = await Interrupted("early/add_d5_l3_h4_s1: step 1 of 2500, ");

        first.Code.Should().Be(130, first.Errors);
        first.Output.Should().Be("No training is finished.\n");
        first.Errors.Should().EndWith("repro: interrupted; the same command goes on.\n");
        Directory.GetFiles(_repository["artifacts/models/studies/transfer"], "*.checkpoint.safetensors", SearchOption.AllDirectories).Should().ContainSingle();
        Directory.Exists(_repository["artifacts/studies"]).Should().BeFalse();

        var second = await Interrupted("early/add_d5_l3_h4_s1: step ");

        second.Code.Should().Be(130, second.Errors);
        second.Errors.Should().NotContain("early/add_d5_l3_h4_s1: step 1 of ");
    }

    private async Task<ReproProcess.Finished> Interrupted(string line)
    {
        using var study = ReproProcess.Start(_repository.Root, "study", "--parallel", "1", "--budget", "early");
        await study.Line(line);
        await study.Signal("INT");
        return await study.End();
    }
}
