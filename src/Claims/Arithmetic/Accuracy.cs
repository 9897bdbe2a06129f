using Repro.Models.Engines;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// Exact-match accuracy (arXiv 2402.02619): an answer counts as wrong if any of its n + 2 tokens is. The true tokens before each
/// place are given to the model, which changes nothing: free running goes wrong at the same first token or not at all.
/// </summary>
public static class Accuracy
{
    private const int Batch = 512;

    // Questions sorted together: those of a batch begin alike, which an engine may compute once. Bounds memory.
    private const int Sorted = 1 << 20;

    /// <summary>Asks the first <paramref name="questions"/> questions of a set and keeps the first <paramref name="keep"/> wrong answers.</summary>
    /// <exception cref="ArgumentException">The model is not made for these questions, or there are none.</exception>
    /// <exception cref="InvalidOperationException">The model's logits are not numbers.</exception>
    public static AccuracyResult Measure(
        IEngine engine, QuestionSet set, long questions, int keep = 20, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(questions);
        RequireFit(engine, set.Layout);

        var request = new ForwardRequest { LogitPositions = set.Layout.LossPositions };
        var wrong = new SortedList<long, WrongAnswer>();
        Span<int> answer = stackalloc int[set.Layout.AnswerLength];
        var errors = 0L;
        for (var first = 0L; first < questions; first += Sorted)
        {
            foreach (var asked in InOrder(set, first, (int)Math.Min(Sorted, questions - first)).Chunk(Batch))
            {
                cancellation.ThrowIfCancellationRequested();
                var batch = Questions(set, asked);
                var logits = engine.Forward(batch, request).Logits.Values;
                for (var row = 0; row < batch.Count; row++)
                {
                    Answers.Read(logits.AsSpan(row * answer.Length * Vocabulary.Size, answer.Length * Vocabulary.Size), answer);
                    var truth = batch[row][set.Layout.Sign..];
                    if (!answer.SequenceEqual(truth))
                    {
                        errors++;
                        wrong.Add(asked[row], new WrongAnswer(
                            Vocabulary.Text(batch[row][..set.Layout.QuestionLength]), Vocabulary.Text(answer), Vocabulary.Text(truth)));
                        if (wrong.Count > keep)
                        {
                            wrong.RemoveAt(keep);
                        }
                    }
                }
            }
        }

        return new AccuracyResult(set.Name, questions, errors, [.. wrong.Values]);
    }

    // Numbers of questions, by their first operands.
    private static long[] InOrder(QuestionSet set, long first, int count)
    {
        var question = new TokenBatch(1, set.Layout.Length);
        var operands = new ulong[count];
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = first + i;
            set.Fill(numbers[i], question);
            operands[i] = Question.Read(set.Layout, question[0]).First;
        }

        Array.Sort(operands, numbers);
        return numbers;
    }

    private static TokenBatch Questions(QuestionSet set, long[] numbers)
    {
        var batch = new TokenBatch(numbers.Length, set.Layout.Length);
        var question = new TokenBatch(1, set.Layout.Length);
        for (var row = 0; row < batch.Count; row++)
        {
            set.Fill(numbers[row], question);
            question[0].CopyTo(batch[row]);
        }

        return batch;
    }

    /// <summary>The model's own answer to one question, token by token from what it said before, for instance <c>+0080235</c>.</summary>
    /// <exception cref="ArgumentException">The model is not made for this question.</exception>
    /// <exception cref="InvalidOperationException">The model's logits are not numbers.</exception>
    public static string Answer(IEngine engine, Question question)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var layout = question.Layout;
        RequireFit(engine, layout);
        var tokens = question.Tokens();
        for (var position = layout.Sign; position < layout.Length; position++)
        {
            var sofar = new TokenBatch(1, position);
            tokens.AsSpan(0, position).CopyTo(sofar.Tokens);
            var logits = engine.Forward(sofar, new ForwardRequest { LogitPositions = [position - 1] }).Logits.Values;
            Answers.Read(logits, tokens.AsSpan(position, 1));
        }

        return Vocabulary.Text(tokens.AsSpan(layout.Sign));
    }

    private static void RequireFit(IEngine engine, QuestionLayout layout)
    {
        var model = QuestionLayout.Of(engine.Config);
        if (model != layout)
        {
            throw new ArgumentException($"The model was made for {model.Digits} digits; the questions have {layout.Digits}.");
        }
    }
}
