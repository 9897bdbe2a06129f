using System.Collections.Immutable;
using System.Numerics;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta;

/// <summary>What ablating one node does to questions that the model answers right.</summary>
/// <param name="Node">The node.</param>
/// <param name="Questions">Number of questions asked.</param>
/// <param name="Fails">Number of them that go wrong.</param>
/// <param name="FailShare">Exact 95 % bounds of the share that goes wrong among such questions.</param>
/// <param name="Impact">
/// For each answer token the number of questions in which it goes wrong: index k for A_k, n + 1 for the sign.
/// </param>
/// <param name="Classes">For each complexity class the number of its questions that go wrong; classes without any are left out.</param>
public sealed record NodeEffect(
    Node Node,
    int Questions,
    int Fails,
    Interval FailShare,
    ImmutableArray<int> Impact,
    ImmutableSortedDictionary<ComplexityClass, int> Classes)
{
    /// <summary>Counts from the wrong answer tokens of each question (<see cref="Answers.Wrong(QuestionLayout, Repro.Models.Engines.TokenBatch, Repro.Models.Engines.HookValue)"/>).</summary>
    public static NodeEffect Of(Node node, AnalysisQuestions questions, ReadOnlySpan<uint> wrong)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var impact = new int[questions.Layout.AnswerLength];
        var classes = ImmutableSortedDictionary.CreateBuilder<ComplexityClass, int>();
        var fails = 0;
        for (var row = 0; row < wrong.Length; row++)
        {
            if (wrong[row] == 0)
            {
                continue;
            }

            fails++;
            classes[questions.Classes[row]] = classes.GetValueOrDefault(questions.Classes[row]) + 1;
            for (var left = wrong[row]; left != 0; left &= left - 1)
            {
                impact[BitOperations.TrailingZeroCount(left)]++;
            }
        }

        return new NodeEffect(
            node, wrong.Length, fails, BinomialInterval.ClopperPearson(fails, wrong.Length), [.. impact], classes.ToImmutable());
    }
}
