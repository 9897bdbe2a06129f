using Repro.Models.Engines;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// How a model's wrong subtractions are spread: how many are wrong in the sign, and how many of these where D' is larger by less than ten, or
/// equal, so that the sign hangs on the lowest digit (arXiv 2402.02619: 000041−000047 → +6, 099111−099111 → −0).
/// </summary>
public sealed record SignErrorCount
{
    /// <summary>D' − D from which on a difference is no longer tiny.</summary>
    public const ulong Limit = 10;

    private const int Batch = 512;

    /// <summary>Questions asked.</summary>
    public required int Questions { get; init; }

    /// <summary>Questions with a difference D − D' of −9 to 0.</summary>
    public required int Tiny { get; init; }

    /// <summary>Questions answered wrong in any token.</summary>
    public required int Wrong { get; init; }

    /// <summary>Those of <see cref="Tiny"/>.</summary>
    public required int TinyWrong { get; init; }

    /// <summary>Questions answered with the wrong sign, whatever else is wrong.</summary>
    public required int Sign { get; init; }

    /// <summary>Those of <see cref="Tiny"/>.</summary>
    public required int TinySign { get; init; }

    /// <summary>Those of equal operands: answers of −0.</summary>
    public required int ZeroSign { get; init; }

    /// <summary>Asks the first questions of a set of subtractions.</summary>
    /// <exception cref="ArgumentException">The model is not made for these questions.</exception>
    /// <exception cref="InvalidOperationException">The model's logits are not numbers.</exception>
    public static SignErrorCount Of(IEngine engine, QuestionSet set, int questions, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(questions);
        var layout = set.Layout;
        var (tiny, wrong, tinyWrong, sign, tinySign, zeroSign) = (0, 0, 0, 0, 0, 0);
        for (var first = 0; first < questions; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = new TokenBatch(Math.Min(Batch, questions - first), layout.Length);
            set.Fill(first, batch);
            var masks = Answers.Wrong(engine, batch);
            for (var row = 0; row < batch.Count; row++)
            {
                var question = Question.Read(layout, batch[row]);
                var isTiny = question.Second >= question.First && question.Second - question.First < Limit;
                var isSign = (masks[row] & (1u << (layout.Digits + 1))) != 0;
                tiny += isTiny ? 1 : 0;
                wrong += masks[row] != 0 ? 1 : 0;
                tinyWrong += isTiny && masks[row] != 0 ? 1 : 0;
                sign += isSign ? 1 : 0;
                tinySign += isTiny && isSign ? 1 : 0;
                zeroSign += question.First == question.Second && isSign ? 1 : 0;
            }
        }

        return new SignErrorCount
        {
            Questions = questions,
            Tiny = tiny,
            Wrong = wrong,
            TinyWrong = tinyWrong,
            Sign = sign,
            TinySign = tinySign,
            ZeroSign = zeroSign,
        };
    }
}
