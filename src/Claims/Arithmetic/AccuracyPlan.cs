using System.Collections.Immutable;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// Which questions a model's accuracy is measured on: broad sets, every complexity class by itself and, where a class holds several
/// cascade lengths, each of these by itself.
/// </summary>
public static class AccuracyPlan
{
    /// <summary>Seed of the questions, the authors' for analysis; claims ask the same questions.</summary>
    public const ulong QuestionSeed = 673023;

    /// <summary>Questions of each broad set, as the paper counts wrong answers of a million (arXiv 2402.02619).</summary>
    public const long PublishedQuestions = 1_000_000;

    /// <summary>Most questions of one cascade length or class.</summary>
    public const long MostPerClass = 10_000;

    /// <summary>The broad sets: for each operation uniform questions, then for each enriched ones.</summary>
    public static ImmutableArray<QuestionSet> Broad(QuestionLayout layout, OperationMix operations)
    {
        var asked = QuestionKinds.Of(operations).Select(kind => kind == QuestionKind.Add ? Operation.Add : Operation.Subtract).Distinct().ToArray();
        return
        [
            .. asked.Select(operation => QuestionSet.Uniform(layout, operation, QuestionSeed)),
            .. asked.Select(operation => QuestionSet.Enriched(layout, operation, QuestionSeed)),
        ];
    }

    /// <summary>
    /// The sets, and how many questions of each to ask: <paramref name="questions"/> uniform and as many enriched ones for each
    /// operation, at most <see cref="MostPerClass"/> of each class and length that these operations and digits have.
    /// </summary>
    public static ImmutableArray<(QuestionSet Set, long Questions)> For(QuestionLayout layout, OperationMix operations, long questions)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(questions);
        var few = Math.Min(questions, MostPerClass);
        var classes = (
            from kind in QuestionKinds.Of(operations)
            from length in Enumerable.Range(0, Complexity.LongestCascade(kind, layout.Digits) + 1)
            where length >= Complexity.ShortestCascade(kind)
            group (Kind: kind, Length: length) by Complexity.ClassOf(kind, length)).ToArray();
        return
        [
            .. Broad(layout, operations).Select(set => (set, questions)),
            .. classes.Select(lengths => (QuestionSet.OfClass(layout, lengths.Key, QuestionSeed), few)),
            .. classes.Where(lengths => lengths.Count() > 1).SelectMany(lengths => lengths)
                .Select(of => (QuestionSet.OfCascade(layout, of.Kind, of.Length, QuestionSeed), few)),
        ];
    }
}
