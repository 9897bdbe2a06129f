using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Cli.Commands;
using Repro.Models.Engines;

namespace Repro.Claims.Tests.Claims;

/// <summary>Measures claims on the models of this repository.</summary>
internal static class CommittedModels
{
    // What a claim that runs models over and over takes of each goes with the square of its digits. The paper and the authors' re-tests look mostly into models of up to so many.
    private const int MostDigits = 6;

    /// <summary>
    /// Where claims are measured: as for the command, the GPU where one can be used and the processor elsewhere, unless the variable says it;
    /// with as many threads as it takes.
    /// </summary>
    public static EngineFactory Engines => new(SharedOptions.DeviceOrDefault(asked: null), SharedOptions.ThreadsOrAll(asked: null));

    /// <summary>The two of the published size.</summary>
    public static IModelSource WorkedExamples => new SomeModels(Of(Preset.Paper), Claims.WorkedExamples.Names.Contains);

    /// <summary>
    /// Measures a claim and writes its result. All models of the compact size and the worked examples of the published one are committed, with the study's
    /// results, so that a claim that lacks any fails.
    /// </summary>
    /// <param name="id">The claim.</param>
    /// <param name="size">Size of the models; of the published size a claim is measured on the worked examples alone.</param>
    public static ClaimResult Measure(string id, Preset size = Preset.Compact)
    {
        var result = ClaimCatalogue.Find(id).Measure(size == Preset.Compact ? Of(size) : WorkedExamples);

        ResultStore.Locate().For(size).Write(result);
        result.Measurements.Should().NotBeEmpty(result.Reason);
        return result;
    }

    /// <summary>Measures a claim on its compact models of 5 and 6 digits alone; of a part of its models no result is written.</summary>
    /// <param name="id">The claim.</param>
    /// <param name="verdict">What it must come to.</param>
    /// <param name="models">How many of them it must judge.</param>
    public static ClaimResult MeasureSmaller(string id, Verdict verdict, int models)
    {
        var smaller = new SomeModels(Of(Preset.Compact), name => name.Digits <= MostDigits);
        return Checked(ClaimCatalogue.Find(id).Measure(smaller), verdict, models);
    }

    /// <summary>
    /// Measures a claim on all its compact models and writes its result, in the full tier alone; skips the calling test elsewhere, where
    /// <see cref="MeasureSmaller"/> asks fewer.
    /// </summary>
    /// <param name="id">The claim.</param>
    /// <param name="verdict">What it must come to; <c>.ci/summary.sh</c> holds the README to it.</param>
    /// <param name="models">How many models it must judge.</param>
    public static ClaimResult MeasureLarger(string id, Verdict verdict, int models)
    {
        FullTier.SkipUnlessAsked($"Runs all {ClaimCatalogue.Find(id).Claim.Models.Length} models of {id} over and over, the largest of 13 or 15 digits");
        return Checked(Measure(id), verdict, models);
    }

    private static ClaimResult Checked(ClaimResult result, Verdict verdict, int models)
    {
        result.Verdict.Should().Be(verdict, result.Reason);
        result.Measurements.Should().HaveCount(models, result.Reason);
        return result;
    }

    private static TrainedModels Of(Preset size) => new(Engines, new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!), size: size);
}
