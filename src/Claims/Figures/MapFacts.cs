using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;

namespace Repro.Claims.Figures;

/// <summary>The quanta maps of a model, with the texts and shades of the published ones (arXiv 2402.02619).</summary>
public static class MapFacts
{
    // A white circle stands out from here on; below, the number alone says enough.
    private const int LeastCirclePercent = 20;
    private const int HighestClass = 5;
    private const int AttentionNamesPerLine = 2;

    /// <summary>Share of the questions that go wrong without the node, in whole per cent.</summary>
    public static MapFact FailShare { get; } = new(
        "fail-share",
        "questions that fail without the node, in %",
        ["White circle: the same number, from 20 % on."],
        ColourScale.Generic,
        ("0 %", "100 %"),
        (_, mapped) =>
        {
            var effect = mapped.Effect;
            var percent = effect.Questions == 0 ? 0 : (int)(100L * effect.Fails / effect.Questions);
            var text = percent > 0 ? $"{percent}" : effect.Fails > 0 ? "<1" : "0";
            return new MapCell([text], percent / 10 / 10.0, percent >= LeastCirclePercent ? percent / 100.0 : 0);
        });

    /// <summary>Answer tokens that go wrong.</summary>
    public static MapFact Impact { get; } = new(
        "impact",
        "answer tokens that go wrong without the node",
        ["A7..4 stands for A7, A6, A5 and A4; the highest of all is the sign."],
        ColourScale.Generic,
        ("A0", "the sign"),
        (map, mapped) => ImpactText.Digits(mapped.Effect) is [var highest, ..] digits
            ? new MapCell(ImpactText.Lines(digits), (double)highest / (map.Layout.Digits + 1))
            : null);

    /// <summary>The easiest class of questions that goes wrong.</summary>
    public static MapFact MinComplexity { get; } = new(
        "min-complexity",
        "easiest questions that fail without the node",
        ["Length of the carry cascade (S) or borrow cascade (M; N with a negative answer); of equal ones the first of S, M, N."],
        ColourScale.Maths,
        ("0", "5"),
        (_, mapped) =>
        {
            if (mapped.Effect.Classes.IsEmpty)
            {
                return null;
            }

            var easiest = mapped.Effect.Classes.Keys.MinBy(complexity => (Number(complexity), complexity));
            return new MapCell([$"{easiest}"], (double)Number(easiest) / HighestClass);
        });

    /// <summary>Kinds of question for which the node matters.</summary>
    public static MapFact Operations { get; } = new(
        "operations",
        "operations that need the node",
        ["S addition, M subtraction, N subtraction with a negative answer."],
        ColourScale.Maths,
        ("one", "all three"),
        (_, mapped) =>
        {
            var letters = string.Concat(mapped.Effect.Classes.Keys.Select(Complexity.KindOf).Distinct().Order().Select(QuestionKinds.Letter));
            return letters.Length == 0 ? null : new MapCell([letters], (letters.Length - 1) / 2.0);
        });

    /// <summary>Where heads look.</summary>
    public static MapFact Attention { get; } = new(
        "attention",
        "tokens that get more than 10 % of the head's attention",
        ["The largest share first; two that are about equal in alphabetical order. Colour: their sum."],
        ColourScale.Generic,
        ("100 %", "0 %"),
        (map, mapped) =>
        {
            var shown = AttentionText.Shown(mapped.Attention);
            if (shown.IsEmpty)
            {
                return null;
            }

            var percent = (int)(100 * shown.Sum(share => share.Share));
            var names = AttentionText.Names(map.Layout, shown);
            return new MapCell([.. names.Chunk(AttentionNamesPerLine).Select(line => string.Join(' ', line))], (10 - (percent / 10)) / 10.0);
        });

    /// <summary>Sub-tasks that tests confirmed.</summary>
    public static MapFact Algorithm { get; } = new(
        "algorithm",
        "sub-tasks that the node was found to do",
        ["Colour: the digit of the first that has one; none where no sub-task has a digit."],
        ColourScale.Maths,
        ("A0", "highest digit"),
        (map, mapped) => mapped.Algorithm.IsEmpty
            ? null
            : new MapCell([.. mapped.Algorithm.Select(tag => $"{tag}")], Shade(mapped.Algorithm, map.Layout)));

    /// <summary>All maps.</summary>
    public static ImmutableArray<MapFact> All { get; } = [FailShare, Impact, MinComplexity, Operations, Attention, Algorithm];

    // A sum has a digit more than its operands.
    private static double? Shade(ImmutableArray<AlgorithmTag> tags, QuestionLayout layout) =>
        tags.Select(tag => tag.Digit).FirstOrDefault(digit => digit is not null) is { } highest ? (double)highest / layout.Digits : null;

    private static int Number(ComplexityClass complexity) => complexity - Complexity.KindOf(complexity) switch
    {
        QuestionKind.Add => ComplexityClass.S0,
        QuestionKind.Sub => ComplexityClass.M0,
        _ => ComplexityClass.N1 - 1,
    };
}
