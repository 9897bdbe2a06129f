using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Cli.Commands;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>Measures claims on the models of this repository.</summary>
internal static class CommittedModels
{
    /// <summary>
    /// Where claims are measured: as for the command, the GPU where one can be used and the processor elsewhere, unless the variable says it;
    /// with as many threads as it takes.
    /// </summary>
    public static EngineFactory Engines => new(SharedOptions.DeviceOrDefault(asked: null), SharedOptions.ThreadsOrAll(asked: null));

    /// <summary>
    /// Measures a claim and writes its result. The test that asks is skipped, with the reason, where models of the published size are missing; those of
    /// the compact size are all committed, with the study's results, so that a claim that lacks any fails.
    /// </summary>
    /// <param name="id">The claim.</param>
    /// <param name="size">Size of the models; of the published size a claim is measured on the worked examples alone.</param>
    /// <param name="ofFullSize">Whether the claim itself is about models of the published size.</param>
    public static ClaimResult Measure(string id, Preset size = Preset.Compact, bool ofFullSize = false)
    {
        var files = new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!);
        var models = new TrainedModels(Engines, files, size: size);

        var result = ClaimCatalogue.Find(id).Measure(size == Preset.Compact ? models : new WorkedExamples(models));

        ResultStore.Locate().For(size).Write(result);
        Skip.If(result.LacksModels && (ofFullSize || size == Preset.Paper), result.Reason);

        // That a claim finds nothing to measure in models that are there is its own fault.
        result.Measurements.Should().NotBeEmpty(result.Reason);
        return result;
    }
}
