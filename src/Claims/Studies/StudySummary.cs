using System.Collections.Immutable;
using Repro.Models.Numerics;

namespace Repro.Claims.Studies;

/// <summary>What the finished trainings of a study come to. Made from their records alone, also of a study that goes on.</summary>
public sealed record StudySummary
{
    /// <summary>What was to be done.</summary>
    public required StudyDesign Design { get; init; }

    /// <summary>Version of the arithmetic that gave these bits.</summary>
    public required int Numerics { get; init; }

    /// <summary>Trainings that belong to the study, parents included.</summary>
    public required int Expected { get; init; }

    /// <summary>Those that are not finished.</summary>
    public required ImmutableArray<string> Missing { get; init; }

    /// <summary>Results by stage, digits and condition; a cell is there from its first finished training on.</summary>
    public required ImmutableArray<StudyCell> Cells { get; init; }

    /// <summary>All contrasts of at least two pairs.</summary>
    public required ImmutableArray<StudyContrast> Contrasts { get; init; }

    /// <summary>Gathers the records of a study, by <see cref="StudyRun.Name"/>.</summary>
    public static StudySummary Of(StudyDesign design, IReadOnlyDictionary<string, StudyRecord> records)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(records);
        var runs = design.Runs().ToArray();
        var cells = (
            from run in runs
            where records.ContainsKey(run.Name)
            group run by (run.Stage, run.Plan.Name.Digits, run.Condition) into cell
            orderby cell.Key.Condition is not null, StageIndex(design, cell.Key.Stage), cell.Key.Digits, cell.Key.Condition
            let plan = cell.First().Plan
            select new StudyCell(
                cell.Key.Stage,
                cell.Key.Digits,
                cell.Key.Condition,
                plan.Recipe.Steps,
                plan.Parent?.Recipe.Steps,
                [.. cell.Select(run => Seed(run, records[run.Name]))])).ToImmutableArray();
        return new StudySummary
        {
            Design = design,
            Numerics = NumericsVersion.Current,
            Expected = runs.Length,
            Missing = [.. runs.Select(run => run.Name).Where(name => !records.ContainsKey(name))],
            Cells = cells,
            Contrasts =
            [
                .. from comparison in StudyComparison.All
                   from first in cells
                   where first.Condition == comparison.First
                   from second in cells
                   where second.Condition == comparison.Second
                       && string.Equals(second.Stage, first.Stage, StringComparison.Ordinal)
                       && second.Digits == first.Digits
                   from questions in (string[])[StudyContrast.Uniform, StudyContrast.Enriched]
                   let contrast = StudyContrast.Of(comparison, first, second, questions, design.Questions)
                   where contrast is not null
                   select contrast,
            ],
        };
    }

    /// <summary>The cell of a condition; null where none of its trainings is finished.</summary>
    public StudyCell? Cell(string stage, int digits, StudyCondition condition) => Cells.FirstOrDefault(cell =>
        string.Equals(cell.Stage, stage, StringComparison.Ordinal) && cell.Digits == digits && cell.Condition == condition);

    private static int StageIndex(StudyDesign design, string stage) =>
        design.Budgets.IndexOf(design.Budgets.FirstOrDefault(budget => string.Equals(budget.Name, stage, StringComparison.Ordinal))!);

    private static StudySeed Seed(StudyRun run, StudyRecord record) => new(
        run.Plan.Name.Seed,
        record.AvgFinalLoss,
        record.Additions,
        record.Subtractions,
        record.Accuracy.ToImmutableSortedDictionary(result => result.Set, result => result.Errors, StringComparer.Ordinal));
}
