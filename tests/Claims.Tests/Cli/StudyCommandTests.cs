using System.Text.Json;
using FluentAssertions;
using Repro.Claims.Studies;
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

    // There are fewer trainings than parts, so the last has none.
    [Fact]
    public async Task Study_JsonOfTheCommittedResults_IsTheCommittedSummary()
    {
        var committed = StudyFolder.Locate(AppContext.BaseDirectory, StudyDesign.Transfer);
        File.Exists(committed.SummaryPath).Should().BeTrue("artifacts/studies/transfer/summary.json is committed; 'repro study' makes it");
        var copy = StudyFolder.Locate(_repository.Root, StudyDesign.Transfer);
        foreach (var run in StudyDesign.Transfer.Runs().Where(run => File.Exists(committed.RecordPath(run))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy.RecordPath(run))!);
            File.Copy(committed.RecordPath(run), copy.RecordPath(run));
        }

        var study = await ReproProcess.Run(_repository.Root, "study", "--shard", "1000/1000", "--json");

        study.Code.Should().Be(0, study.Errors);
        File.ReadAllBytes(copy.SummaryPath).Should().Equal(File.ReadAllBytes(committed.SummaryPath));
        using var printed = JsonDocument.Parse(study.Output);
        using var written = JsonDocument.Parse(File.ReadAllText(committed.SummaryPath));
        foreach (var part in new[] { "cells", "contrasts" })
        {
            printed.RootElement.GetProperty(part).GetArrayLength().Should().Be(written.RootElement.GetProperty(part).GetArrayLength()).And.BePositive();
        }
    }

    private async Task<ReproProcess.Finished> Interrupted(string line)
    {
        using var study = ReproProcess.Start(_repository.Root, "study", "--parallel", "1", "--budget", "early");
        await study.Line(line);
        await study.Signal("INT");
        return await study.End();
    }
}
