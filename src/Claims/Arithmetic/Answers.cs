using Repro.Models.Engines;

namespace Repro.Claims.Arithmetic;

/// <summary>Reads a model's answers from its logits at <see cref="QuestionLayout.LossPositions"/>.</summary>
public static class Answers
{
    /// <summary>The token with the largest logit at each place, from [place, d_vocab]; of equal ones the first.</summary>
    /// <exception cref="InvalidOperationException">A logit is not a number.</exception>
    public static void Read(ReadOnlySpan<float> logits, Span<int> tokens)
    {
        for (var place = 0; place < tokens.Length; place++)
        {
            var row = logits.Slice(place * Vocabulary.Size, Vocabulary.Size);
            var best = 0;
            for (var token = 0; token < row.Length; token++)
            {
                if (float.IsNaN(row[token]))
                {
                    throw new InvalidOperationException("The model's logits are not numbers (NaN): its parameters are damaged.");
                }

                best = row[token] > row[best] ? token : best;
            }

            tokens[place] = best;
        }
    }

    /// <summary>
    /// Which answer tokens are wrong, per question: bit k for A_k, bit n + 1 for the sign. The true tokens before each place are
    /// given to the model, as in training.
    /// </summary>
    /// <param name="layout">Positions of the questions.</param>
    /// <param name="questions">Questions with their true answers.</param>
    /// <param name="logits">[question, answer place, d_vocab].</param>
    public static uint[] Wrong(QuestionLayout layout, TokenBatch questions, HookValue logits)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(logits);
        var wrong = new uint[questions.Count];
        Span<int> answer = stackalloc int[layout.AnswerLength];
        var stride = layout.AnswerLength * Vocabulary.Size;
        for (var row = 0; row < questions.Count; row++)
        {
            Read(logits.Values.AsSpan(row * stride, stride), answer);
            var truth = questions[row][layout.Sign..];
            for (var place = 0; place < answer.Length; place++)
            {
                wrong[row] |= answer[place] == truth[place] ? 0u : 1u << (layout.Digits + 1 - place);
            }
        }

        return wrong;
    }

    /// <summary>The masks of what a model answers, which it is asked here.</summary>
    public static uint[] Wrong(IEngine engine, TokenBatch questions)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var layout = QuestionLayout.Of(engine.Config);
        return Wrong(layout, questions, engine.Forward(questions, new ForwardRequest { LogitPositions = layout.LossPositions }).Logits);
    }
}
