namespace Repro.Claims.Arithmetic;

/// <summary>
/// How training questions are drawn. Four variants are the authors' (arXiv 2402.02619; their code changed over time and which
/// variant trained which model is not recorded). They decide per batch: one operation, and whether the whole batch is enriched.
/// </summary>
public enum DataVariant
{
    /// <summary>
    /// Notebooks of January and February 2024. 60 % of batches are enriched: addition has a random 40 % of digit pairs made to sum
    /// to 9; subtraction has them made equal, and in a third of these batches every D' digit below 9 is first raised by one.
    /// </summary>
    PaperA,

    /// <summary>Library of 17 March 2024. 40 % of batches are enriched: addition as in A; subtraction only raises D' digits by one.</summary>
    PaperB,

    /// <summary>From 23 April 2024. As B, but one in 100 enriched subtraction batches has identical operands instead.</summary>
    PaperC,

    /// <summary>From 2 July 2024: the distribution of C.</summary>
    PaperD,

    /// <summary>
    /// Ours, for the compact preset: decided per question, so that one batch holds both operations and all degrees of enrichment.
    /// One subtraction in 250 has identical operands. Else, with probability 0.4, a question is enriched: a share u is drawn
    /// uniformly in (0, 1), and each digit pair is, with probability u, made to sum to 9 (addition) or made equal (subtraction),
    /// which breeds carry and borrow cascades of every length. Else all digits are uniform.
    /// </summary>
    Balanced,
}
