using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;

namespace Repro.Claims.Quanta;

/// <summary>
/// The questions on which nodes are judged: equally many of every complexity class that occurs, and of these the ones that the model
/// answers right. The authors take one enriched batch and hand-made lists instead (arXiv 2402.02619, "varied questions").
/// </summary>
public sealed class AnalysisQuestions
{
    private AnalysisQuestions(QuestionLayout layout, ulong seed, TokenBatch tokens, ImmutableArray<ComplexityClass> classes, int asked)
    {
        Layout = layout;
        Seed = seed;
        Tokens = tokens;
        Classes = classes;
        Asked = asked;
    }

    /// <summary>Where each token stands.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>Names the set.</summary>
    public ulong Seed { get; }

    /// <summary>Questions and true answers, one a row.</summary>
    public TokenBatch Tokens { get; }

    /// <summary>Class of each question.</summary>
    public ImmutableArray<ComplexityClass> Classes { get; }

    /// <summary>Number of questions before those that the model answers wrong were dropped.</summary>
    public int Asked { get; }

    /// <summary>Number of questions.</summary>
    public int Count => Tokens.Count;

    /// <summary>Draws a set and keeps what the model answers right.</summary>
    /// <param name="engine">The model.</param>
    /// <param name="kinds">Kinds of question that the model is for.</param>
    /// <param name="count">Questions in all, before dropping; the classes share them equally, the first ones take the rest.</param>
    /// <param name="seed">Names the set.</param>
    /// <exception cref="ArgumentException">There are fewer questions than classes, or the model is no arithmetic model.</exception>
    /// <exception cref="InvalidOperationException">The model answers none of them right.</exception>
    public static AnalysisQuestions For(IEngine engine, ImmutableArray<QuestionKind> kinds, int count, ulong seed) =>
        AnsweredRight(engine, kinds, count, seed) ?? throw NoneLeft(count);

    /// <summary>The same, or null where the model answers none of them right.</summary>
    /// <exception cref="ArgumentException">There are fewer questions than classes, or the model is no arithmetic model.</exception>
    public static AnalysisQuestions? AnsweredRight(IEngine engine, ImmutableArray<QuestionKind> kinds, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var all = Draw(QuestionLayout.Of(engine.Config), kinds, count, seed);
        var wrong = Answers.Wrong(engine, all.Tokens);
        return wrong.Contains(0u) ? all.Where(row => wrong[row] == 0) : null;
    }

    /// <summary>Draws a set without asking a model.</summary>
    /// <exception cref="ArgumentException">There are fewer questions than classes.</exception>
    public static AnalysisQuestions Draw(QuestionLayout layout, ImmutableArray<QuestionKind> kinds, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var classes = Enum.GetValues<ComplexityClass>()
            .Where(complexity => kinds.Contains(Complexity.KindOf(complexity)) && Occurs(layout, complexity))
            .ToArray();
        if (count < classes.Length)
        {
            throw new ArgumentException($"{count} questions cannot show {classes.Length} complexity classes; ask at least {classes.Length}.");
        }

        var tokens = new TokenBatch(count, layout.Length);
        var of = ImmutableArray.CreateBuilder<ComplexityClass>(count);
        for (var i = 0; i < classes.Length; i++)
        {
            var part = new TokenBatch((count / classes.Length) + (i < count % classes.Length ? 1 : 0), layout.Length);
            QuestionSet.OfClass(layout, classes[i], seed).Fill(0, part);
            part.Tokens.CopyTo(tokens.Tokens[(of.Count * layout.Length)..]);
            of.AddRange(Enumerable.Repeat(classes[i], part.Count));
        }

        return new AnalysisQuestions(layout, seed, tokens, of.ToImmutable(), count);
    }

    /// <summary>The questions of some rows, in order.</summary>
    /// <exception cref="InvalidOperationException">None is left.</exception>
    public AnalysisQuestions Where(Func<int, bool> keep)
    {
        var rows = Enumerable.Range(0, Count).Where(keep).ToArray();
        if (rows.Length == 0)
        {
            throw NoneLeft(Count);
        }

        return new AnalysisQuestions(Layout, Seed, Tokens.Rows(rows), [.. rows.Select(row => Classes[row])], Asked);
    }

    private static InvalidOperationException NoneLeft(int count) =>
        new($"Of {count} analysis questions none is left: the model answers all of them wrong, so no node can be judged.");

    private static bool Occurs(QuestionLayout layout, ComplexityClass complexity)
    {
        var kind = Complexity.KindOf(complexity);
        var (shortest, longest) = (Complexity.ShortestCascade(kind), Complexity.LongestCascade(kind, layout.Digits));
        return Enumerable.Range(shortest, longest - shortest + 1).Any(length => Complexity.ClassOf(kind, length) == complexity);
    }
}
