using Repro.Models.Randomness;

namespace Repro.Claims.Arithmetic;

/// <summary>What every generator does with the operands of one row of tokens.</summary>
internal static class OperandDigits
{
    /// <summary>Writes D, then D', each digit uniform and independent: one number drawn a digit.</summary>
    public static void WriteUniform(QuestionLayout layout, ref RandomSequence random, Span<int> tokens)
    {
        for (var i = 0; i < layout.Digits; i++)
        {
            tokens[i] = random.NextBelow(10);
        }

        for (var i = layout.Operator + 1; i < layout.EqualsSign; i++)
        {
            tokens[i] = random.NextBelow(10);
        }
    }

    /// <summary>Makes D' equal D.</summary>
    public static void MakeIdentical(QuestionLayout layout, Span<int> tokens) =>
        tokens[..layout.Digits].CopyTo(tokens[(layout.Operator + 1)..]);
}
