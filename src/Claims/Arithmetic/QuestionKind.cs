namespace Repro.Claims.Arithmetic;

/// <summary>The three kinds of question that the paper tells apart; the letter starts the complexity classes of the kind.</summary>
public enum QuestionKind
{
    /// <summary>Addition: S.</summary>
    Add,

    /// <summary>Subtraction with an answer of zero or more: M.</summary>
    Sub,

    /// <summary>Subtraction with a negative answer: N.</summary>
    Neg,
}
