using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// Where each token of an n-digit question stands (arXiv 2402.02619, token layout): D, operator, D', =, sign, answer.
/// Operands have n digits, answers a sign and n + 1 digits, all zero-padded, most significant digit first.
/// Digit k has weight 10^k; positions count from 0.
/// </summary>
public sealed record QuestionLayout
{
    /// <summary>Fewest digits of an operand.</summary>
    public const int LeastDigits = 1;

    /// <summary>Most digits of an operand: the most that fit 64 bits.</summary>
    public const int MostDigits = 19;

    /// <summary>The layout of questions with n-digit operands.</summary>
    /// <exception cref="ArgumentException">The number of digits is not in 1 to 19.</exception>
    public QuestionLayout(int digits)
    {
        if (digits is < LeastDigits or > MostDigits)
        {
            throw new ArgumentException($"Questions of {digits} digits are not possible; operands have {LeastDigits} to {MostDigits} digits.");
        }

        Digits = digits;
    }

    /// <summary>Digits of an operand, n.</summary>
    public int Digits { get; }

    /// <summary>Tokens up to and with '=': 2n + 2.</summary>
    public int QuestionLength => (2 * Digits) + 2;

    /// <summary>Tokens of the answer, sign and n + 1 digits: n + 2.</summary>
    public int AnswerLength => Digits + 2;

    /// <summary>Tokens in all, n_ctx: 3n + 4.</summary>
    public int Length => (3 * Digits) + 4;

    /// <summary>Position of + or − between the operands.</summary>
    public int Operator => Digits;

    /// <summary>Position of '='.</summary>
    public int EqualsSign => (2 * Digits) + 1;

    /// <summary>Position of the answer's sign, A_{n+1}.</summary>
    public int Sign => (2 * Digits) + 2;

    /// <summary>The positions whose logits predict the answer, one before each answer token: 2n + 1 to 3n + 2. A new array each time.</summary>
    public ImmutableArray<int> LossPositions => [.. Enumerable.Range(EqualsSign, AnswerLength)];

    /// <summary>The layout that a model was made for.</summary>
    /// <exception cref="ArgumentException">The model's context or vocabulary is not that of an arithmetic model.</exception>
    public static QuestionLayout Of(TransformerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var digits = (config.Context - 4) / 3;
        if (config.Vocabulary != Vocabulary.Size || digits is < LeastDigits or > MostDigits || config.Context != (3 * digits) + 4)
        {
            throw new ArgumentException(
                $"A model with a vocabulary of {config.Vocabulary} and a context of {config.Context} is no arithmetic model; "
                + $"those have {Vocabulary.Size} tokens and a context of 3n + 4 for n from {LeastDigits} to {MostDigits}.");
        }

        return new QuestionLayout(digits);
    }

    /// <summary>Position of D_k, k from 0 to n − 1.</summary>
    public int First(int k) => Digits - 1 - k;

    /// <summary>Position of D'_k, k from 0 to n − 1.</summary>
    public int Second(int k) => (2 * Digits) - k;

    /// <summary>Position of A_k, k from 0 to n; k = n + 1 is the sign.</summary>
    public int Answer(int k) => (3 * Digits) + 3 - k;

    /// <summary>Position whose logits predict A_k, one before it; k = n + 1 is the sign, predicted at '='.</summary>
    public int PredictedAt(int k) => Answer(k) - 1;

    /// <summary>What stands at a position, as the published maps name it: D5, OPR, D'3, =, A7; the sign is A_{n+1}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public string TokenName(int position)
    {
        if (position < 0 || position >= Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(position), position, $"Questions of {Digits} digits have the positions 0 to {Length - 1}.");
        }

        return position < Operator ? $"D{First(position)}"
            : position == Operator ? "OPR"
            : position < EqualsSign ? $"D'{Second(position)}"
            : position == EqualsSign ? "="
            : $"A{Answer(position)}";
    }
}
