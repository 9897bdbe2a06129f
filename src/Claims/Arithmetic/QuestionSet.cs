using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// An endless list of questions that measures accuracy. Question i is named by (seed, set, i), so the list does not depend on how
/// it is cut into batches.
/// </summary>
public sealed class QuestionSet
{
    private readonly ulong _seed;
    private readonly uint _stream;
    private readonly Writer _write;

    private QuestionSet(string name, QuestionLayout layout, ulong seed, int stream, Writer write)
    {
        Name = name;
        Layout = layout;
        _seed = seed;
        _stream = (uint)stream;
        _write = write;
    }

    private delegate void Writer(long index, ref RandomSequence random, Span<int> tokens);

    /// <summary>What is asked, for instance <c>uniform addition</c>, <c>S3</c> or <c>Neg cascade 4</c>.</summary>
    public string Name { get; }

    /// <summary>Positions of the questions.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>Uniform digits.</summary>
    public static QuestionSet Uniform(QuestionLayout layout, Operation operation, ulong seed) =>
        new($"uniform {Names.Of(operation)}", Checked(layout), seed, (int)operation, (_, ref random, tokens) =>
        {
            OperandDigits.WriteUniform(layout, ref random, tokens);
            Question.Complete(layout, operation, tokens);
        });

    /// <summary>
    /// Every question enriched as in <see cref="DataVariant.Balanced"/>, where training enriches 40 %: richer in cascades than the
    /// authors' own test, of whose batches 40 or 60 % are enriched.
    /// </summary>
    public static QuestionSet Enriched(QuestionLayout layout, Operation operation, ulong seed) =>
        new($"enriched {Names.Of(operation)}", Checked(layout), seed, 2 + (int)operation, (_, ref random, tokens) =>
            BalancedQuestions.Write(layout, operation, enrichedShare: 1, ref random, tokens));

    /// <summary>Questions of one complexity class, each equally likely.</summary>
    /// <exception cref="ArgumentException">The class is empty for so few digits.</exception>
    public static QuestionSet OfClass(QuestionLayout layout, ComplexityClass complexity, ulong seed)
    {
        var sampler = CascadeSampler.OfClass(layout, complexity);
        return new($"{complexity}", layout, seed, 100 + (int)complexity, (_, ref random, tokens) => sampler.Write(ref random, tokens));
    }

    /// <summary>Questions of one kind and exactly one cascade length, each equally likely.</summary>
    /// <exception cref="ArgumentException">No question has that length.</exception>
    public static QuestionSet OfCascade(QuestionLayout layout, QuestionKind kind, int length, ulong seed)
    {
        var sampler = new CascadeSampler(layout, kind, length, length);
        var stream = 1_000 + (100 * (int)kind) + length;
        return new($"{kind} cascade {length}", layout, seed, stream, (_, ref random, tokens) => sampler.Write(ref random, tokens));
    }

    /// <summary>
    /// The same questions with a false answer in every <paramref name="every"/>-th, in each answer token in turn: the control that
    /// shows that a measurement counts errors in every token.
    /// </summary>
    public QuestionSet WithFalseAnswers(int every)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(every);
        return new($"{Name}, every {every}th answer false", Layout, _seed, (int)_stream, (index, ref random, tokens) =>
        {
            _write(index, ref random, tokens);
            if (index % every == 0)
            {
                ref var token = ref tokens[Layout.Sign + (int)(index / every % Layout.AnswerLength)];
                token = token switch
                {
                    Vocabulary.Plus => Vocabulary.Minus,
                    Vocabulary.Minus => Vocabulary.Plus,
                    _ => (token + 1) % 10,
                };
            }
        });
    }

    /// <summary>Writes questions <paramref name="first"/>, <paramref name="first"/> + 1, … with their answers.</summary>
    /// <exception cref="ArgumentException">A question's number is negative or 2³² or more, or the batch has another length.</exception>
    public void Fill(long first, TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (first < 0 || first + batch.Count - 1 > uint.MaxValue)
        {
            throw new ArgumentException($"There are no questions {first} to {first + batch.Count - 1}; they are numbered 0 to {uint.MaxValue}.");
        }

        if (batch.Length != Layout.Length)
        {
            throw new ArgumentException($"The batch has {batch.Length} tokens a row; questions of {Layout.Digits} digits have {Layout.Length}.");
        }

        for (var row = 0; row < batch.Count; row++)
        {
            var random = new RandomSequence(_seed, StreamPurpose.Evaluation, (uint)(first + row), _stream);
            _write(first + row, ref random, batch[row]);
        }
    }

    private static QuestionLayout Checked(QuestionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return layout;
    }
}
