using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Transfer;

namespace Repro.Claims.Studies;

/// <summary>
/// A matched study: models that differ in their condition alone. Trainings of one (digits, seed, budget) are paired. They have one
/// shape, number of steps, batch size and schedule; from scratch they have the same random initial parameters, and what ins1 and ins1c do
/// not copy starts from the same others; and row r of step t draws the same operand digits in all of them, before the operation's own
/// enrichment. Mixed conditions share one operation mix, so that row r of step t is the same question in each.
/// </summary>
/// <remarks>
/// <para>What is not matched, and cannot be: a mixed model sees fewer subtractions than one of subtraction only, in the same number of
/// questions; and ins1 and ins1c have a parent, whose training is not counted in their steps. Results state both.</para>
/// <para>What five seeds can show: a difference that is large against its spread over seeds. The least two-sided p of a sign test is
/// 1/16, so no single contrast can reach 5 %, and the bootstrap interval is too narrow (see <see cref="Statistics.PairedBootstrap"/>).
/// Nothing can be said of rare failures of single seeds.</para>
/// </remarks>
public sealed class StudyDesign
{
    /// <summary>Stage of the addition models from which others start.</summary>
    public const string ParentStage = "parent";

    /// <summary>
    /// The study that the paper lacks (arXiv 2402.02619: the models of its tables differ in seeds, steps and shape). Its models are
    /// compact and have the shape of the published mixed ones. The published shares of subtraction are 66 % from scratch and 80 % for
    /// ins1; here both are 66 %. No published model and none of the zoo has these seeds, so nothing known of a model chose them.
    /// </summary>
    public static StudyDesign Transfer { get; } = new()
    {
        Name = "transfer",
        Digits = [5, 6],
        Seeds = [1, 2, 3, 4, 5],
        Budgets = [new StudyBudget("early", 2_500), new StudyBudget("middle", 5_000), new StudyBudget("final", 10_000)],
        Layers = 3,
        Heads = 4,
        MixedSubtractionPercent = 66,
        ParentSteps = 10_000,
        Questions = 100_000,
    };

    /// <summary>The study's name.</summary>
    public required string Name { get; init; }

    /// <summary>Digits of the operands.</summary>
    public required ImmutableArray<int> Digits { get; init; }

    /// <summary>Seeds of initial parameters and data; a seed's parent has it too.</summary>
    public required ImmutableArray<ulong> Seeds { get; init; }

    /// <summary>The budgets, shortest first.</summary>
    public required ImmutableArray<StudyBudget> Budgets { get; init; }

    /// <summary>Blocks of every model but the parents, which have two.</summary>
    public required int Layers { get; init; }

    /// <summary>Heads of every model but the parents, which have three.</summary>
    public required int Heads { get; init; }

    /// <summary>Share of subtraction in the training questions of every mixed condition, 0 to 100.</summary>
    public required int MixedSubtractionPercent { get; init; }

    /// <summary>Steps of a parent.</summary>
    public required int ParentSteps { get; init; }

    /// <summary>Uniform questions, and enriched ones, to ask each model for each of its operations.</summary>
    public required long Questions { get; init; }

    /// <summary>
    /// All trainings, in the order in which they are most useful: budget by budget; within it first those from scratch, which decide most
    /// with least; then seed by seed, each parent before the first model that starts from it.
    /// </summary>
    public IEnumerable<StudyRun> Runs() =>
        from budget in Budgets
        from fromParent in (bool[])[false, true]
        from seed in Seeds
        from digits in Digits
        from run in RunsOf(budget, digits, seed, fromParent)
        select run;

    /// <summary>The trainings of one pairing that start from a parent, with the parent before them at the first budget, or those that do not.</summary>
    private IEnumerable<StudyRun> RunsOf(StudyBudget budget, int digits, ulong seed, bool fromParent)
    {
        var runs = Enum.GetValues<StudyCondition>()
            .Select(condition => new StudyRun(budget.Name, condition, Plan(condition, digits, seed, budget.Steps)))
            .Where(run => run.Plan.Parent is not null == fromParent)
            .ToArray();
        return fromParent && budget == Budgets[0] ? runs.Prepend(new StudyRun(ParentStage, Condition: null, runs[0].Plan.Parent!)) : runs;
    }

    private TrainingPlan Plan(StudyCondition condition, int digits, ulong seed, int steps)
    {
        var (operations, transfer) = condition switch
        {
            StudyCondition.Add => (OperationMix.Add, (TransferMethod?)null),
            StudyCondition.Sub => (OperationMix.Sub, null),
            StudyCondition.Mix => (OperationMix.Mix, null),
            StudyCondition.Ins1 => (OperationMix.Mix, TransferMethod.Initialise),
            StudyCondition.Ins1c => (OperationMix.Mix, TransferMethod.InitialiseWhole),
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, message: null),
        };
        var name = new ModelName
        {
            Operations = operations,
            Transfer = transfer,
            Digits = digits,
            Layers = Layers,
            Heads = Heads,
            StatedSeed = seed,
        };
        var plan = TrainingPlan.For(name, Preset.Compact, steps);
        return plan with
        {
            SubtractionPercent = operations == OperationMix.Mix ? MixedSubtractionPercent : plan.SubtractionPercent,
            Parent = plan.Parent is { } parent ? TrainingPlan.For(parent.Name, Preset.Compact, ParentSteps) : null,
        };
    }
}
