using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks.Patterns;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>
/// What a sub-task's test needs to know before any model is looked at: kinds of question, digits, where nodes are looked for and what
/// they look at, what they must impact (arXiv 2402.02619, "testing a sub-task at a node", with corrections).
/// </summary>
public sealed record TaskDefinition
{
    private TaskDefinition(SubTask task, ImmutableArray<QuestionKind> kinds, TaskSite site, int lowest, int margin)
    {
        Task = task;
        Kinds = kinds;
        Site = site;
        LowestDigit = lowest;
        Margin = margin;
    }

    /// <summary>All sub-tasks, in the order of <see cref="SubTask"/>.</summary>
    public static ImmutableArray<TaskDefinition> All { get; } =
    [
        new(SubTask.SA, [QuestionKind.Add], TaskSite.Heads, 0, 1),
        new(SubTask.SC, [QuestionKind.Add], TaskSite.Heads, 0, 1),
        new(SubTask.SS, [QuestionKind.Add], TaskSite.Heads, 1, 1),
        new(SubTask.ST, [QuestionKind.Add], TaskSite.Heads, 0, 1),
        new(SubTask.SV, [QuestionKind.Add], TaskSite.LastMlp, 0, 1),
        new(SubTask.GT, [QuestionKind.Sub, QuestionKind.Neg], TaskSite.Heads, 0, 1),
        new(SubTask.MD, [QuestionKind.Sub], TaskSite.Heads, 0, 1),
        new(SubTask.MB, [QuestionKind.Sub], TaskSite.Heads, 0, 2),
        new(SubTask.MT, [QuestionKind.Sub], TaskSite.Heads, 0, 1),
        new(SubTask.MV, [QuestionKind.Sub], TaskSite.LastMlp, 0, 2),
        new(SubTask.ND, [QuestionKind.Neg], TaskSite.Heads, 0, 1),
        new(SubTask.NB, [QuestionKind.Neg], TaskSite.Heads, 0, 2),
        new(SubTask.OPR, [QuestionKind.Add, QuestionKind.Sub], TaskSite.Selectors, 0, 1),
        new(SubTask.SGN, [QuestionKind.Sub, QuestionKind.Neg], TaskSite.Selectors, 0, 1),
        new(SubTask.SLT, [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg], TaskSite.Selectors, 0, 1),
        new(SubTask.STC, [QuestionKind.Add], TaskSite.Combiner, 1, 0),
        new(SubTask.MTC, [QuestionKind.Sub], TaskSite.Combiner, 1, 1),
        new(SubTask.NTC, [QuestionKind.Neg], TaskSite.Combiner, 1, 1),
    ];

    /// <summary>The sub-task.</summary>
    public SubTask Task { get; }

    /// <summary>Kinds of question that its test asks: a model must be made for all of them.</summary>
    public ImmutableArray<QuestionKind> Kinds { get; }

    /// <summary>What is patched.</summary>
    public TaskSite Site { get; }

    /// <summary>Lowest digit that has the sub-task.</summary>
    public int LowestDigit { get; }

    /// <summary>Whether it is tested for every depth of a cascade, at the last layer's MLP.</summary>
    public bool IsCascade => Site is TaskSite.LastMlp or TaskSite.Combiner;

    // The highest digit is n − Margin: a pair's base value ends at n − 1, a borrow at n − 2, a sum's carry at n.
    private int Margin { get; }

    /// <summary>The definition of a sub-task.</summary>
    public static TaskDefinition Of(SubTask task) => All[(int)task];

    /// <summary>The digits that have the sub-task, ascending.</summary>
    public IEnumerable<int> Digits(QuestionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Enumerable.Range(LowestDigit, Math.Max(0, layout.Digits - Margin - LowestDigit + 1));
    }

    /// <summary>The answer token that the sub-task changes first: k for A_k, n + 1 for the sign.</summary>
    public int Target(QuestionLayout layout, int k)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Task switch
        {
            SubTask.GT => layout.Digits + 1,
            SubTask.MT when k == layout.Digits - 1 => layout.Digits + 1,
            SubTask.SC or SubTask.SS or SubTask.ST or SubTask.SV or SubTask.MB or SubTask.MT or SubTask.MV or SubTask.NB => k + 1,
            _ => k,
        };
    }

    /// <summary>Answer tokens of which a node must impact one: the target; for tri-states any digit above k, or the sign where the test looks at it.</summary>
    public IEnumerable<int> Impacts(QuestionLayout layout, int k, PairSource source)
    {
        var target = Target(layout, k);
        return Task is SubTask.ST or SubTask.MT && target <= layout.Digits
            ? Enumerable.Range(k + 1, layout.Digits - k + (Compares(layout, k, source) ? 1 : 0))
            : [target];
    }

    /// <summary>Kinds of question in which its heads must look at the keys: those of its pairs of questions, which for comparisons have either sign.</summary>
    public ImmutableArray<QuestionKind> KindsLookedAt(QuestionLayout layout, int k, PairSource source) =>
        Compares(layout, k, source) ? Of(SubTask.GT).Kinds : Kinds;

    /// <summary>The positions that its heads look at.</summary>
    public int[] Keys(QuestionLayout layout, int k)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Task switch
        {
            SubTask.OPR => [layout.Operator],
            SubTask.SGN => [layout.Sign],
            SubTask.SLT => [layout.Operator, layout.Sign],
            _ => [layout.First(k), layout.Second(k)],
        };
    }

    /// <summary>Where its nodes are looked for.</summary>
    public PositionWindow Window(QuestionLayout layout, int k) => Task switch
    {
        SubTask.ST or SubTask.MT => PositionWindow.OperatorToSign(layout),
        SubTask.GT => PositionWindow.UpToEqualsSign(layout),
        _ when Site == TaskSite.Heads => PositionWindow.Digits(layout),
        _ => PositionWindow.Prediction(layout, Target(layout, k)),
    };

    internal IPairPattern Pattern(QuestionLayout layout, int k, PairSource source) => Task switch
    {
        SubTask.SA or SubTask.MD or SubTask.ND => new BaseValuePairs(Kinds[0], k),
        SubTask.SC or SubTask.MB or SubTask.NB => new NextDigitPairs(Kinds[0], k, TriState.Yes),
        SubTask.SS => new NextDigitPairs(Kinds[0], k, TriState.Unknown),
        _ when Compares(layout, k, source) => new ComparisonPairs(k),
        SubTask.ST or SubTask.MT => new TriStatePairs(Kinds[0], k),
        SubTask.SV or SubTask.MV => new ResolvedCarryPairs(Kinds[0], k),
        SubTask.STC or SubTask.MTC or SubTask.NTC => new ResolvedCarryPairs(Kinds[0], k - 1),
        _ => new SelectionPairs(k, Kinds),
    };

    // The sign follows from the top digit; in the authors' pair for MT from digit k, as all others are equal.
    private bool Compares(QuestionLayout layout, int k, PairSource source) =>
        Task == SubTask.GT || (Task == SubTask.MT && (k == layout.Digits - 1 || source == PairSource.Published));
}
