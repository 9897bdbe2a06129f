using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks.Patterns;

/// <summary>
/// How the donor and clean questions that test one sub-task at one digit are drawn, and what the clean question's answer becomes when
/// exactly the sub-task's value is taken from the donor.
/// </summary>
internal interface IPairPattern
{
    /// <summary>The cases of donors with another value of the sub-task, such as cascade depths; each gets equally many pairs.</summary>
    ImmutableArray<string> Cases { get; }

    /// <summary>Number of cases of donors with the same value.</summary>
    int NullCases { get; }

    /// <summary>Answer tokens that may keep their true values where others are expected: k for A_k.</summary>
    ImmutableArray<int> MayStay(QuestionLayout layout) => [];

    /// <summary>Draws both questions and completes them.</summary>
    /// <param name="sameValue">Whether the donor shall have the clean question's value, in other operands.</param>
    /// <param name="index">Which case, from 0.</param>
    /// <param name="random">Where digits come from.</param>
    /// <param name="donor">The row of the donor.</param>
    /// <param name="clean">The row of the clean question.</param>
    void Draw(bool sameValue, int index, ref RandomSequence random, OperandPairs donor, OperandPairs clean);

    /// <summary>Changes the true answer in a copy of the clean question's row to the expected one.</summary>
    void Expect(OperandPairs donor, OperandPairs clean);
}
