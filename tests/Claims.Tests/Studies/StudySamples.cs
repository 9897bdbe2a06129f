using System.Collections.Immutable;
using Repro.Claims.Studies;
using Repro.Models.Numerics;

namespace Repro.Claims.Tests.Studies;

/// <summary>Made-up parts of a study.</summary>
internal static class StudySamples
{
    public static StudyDesign Tiny { get; } = new()
    {
        Name = "tiny",
        Digits = [2],
        Seeds = [1, 2],
        Budgets = [new StudyBudget("early", 10), new StudyBudget("final", 30)],
        Layers = 2,
        Heads = 4,
        MixedSubtractionPercent = 66,
        ParentSteps = 30,
        Questions = 200,
    };

    /// <summary>The results of all of a study's trainings of which <paramref name="errors"/> tells the errors on enriched questions.</summary>
    public static ImmutableSortedDictionary<string, StudyRecord> Records(StudyDesign design, Func<StudyRun, long?> errors) => design.Runs()
        .Where(run => errors(run) is not null)
        .ToImmutableSortedDictionary(run => run.Name, run => Record(design, run, errors(run)!.Value), StringComparer.Ordinal);

    /// <summary>A result in which enriched questions have so many errors and uniform ones none.</summary>
    public static StudyRecord Record(StudyDesign design, StudyRun run, long errors)
    {
        var questions = (long)run.Plan.Recipe.Steps * run.Plan.Recipe.BatchSize;
        return new StudyRecord
        {
            Name = run.Name,
            Config = run.Plan.Config,
            Recipe = run.Plan.Recipe,
            Data = run.Plan.CreateData().Identity,
            Initialisation = run.Plan.InitialisationStart + (run.Plan.Parent is null ? "" : "aa"),
            Numerics = NumericsVersion.Current,
            Additions = questions * (100 - run.Plan.SubtractionPercent) / 100,
            Subtractions = questions - (questions * (100 - run.Plan.SubtractionPercent) / 100),
            ParametersSha256 = "aa",
            AvgFinalLoss = 0.25 * run.Plan.Name.Seed,
            Accuracy =
            [
                .. run.Sets.Select(set => new StudyErrors(
                    set.Name, design.Questions, set.Name.StartsWith(StudyContrast.Enriched, StringComparison.Ordinal) ? errors : 0)),
            ],
        };
    }
}
