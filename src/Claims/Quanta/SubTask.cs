namespace Repro.Claims.Quanta;

/// <summary>
/// What a node can be found to do, under the paper's tags (arXiv 2402.02619, mathematical framework; formulas:
/// <see cref="Arithmetic.SubTasks"/>, <see cref="Arithmetic.AnswerAlgorithm"/>).
/// </summary>
public enum SubTask
{
    /// <summary>Base add.</summary>
    SA,

    /// <summary>Make carry.</summary>
    SC,

    /// <summary>Make sum 9.</summary>
    SS,

    /// <summary>Tri-state carry.</summary>
    ST,

    /// <summary>Resolved carry.</summary>
    SV,

    /// <summary>Greater than.</summary>
    GT,

    /// <summary>Base difference.</summary>
    MD,

    /// <summary>Borrow one.</summary>
    MB,

    /// <summary>Tri-state borrow.</summary>
    MT,

    /// <summary>Resolved borrow.</summary>
    MV,

    /// <summary>Base difference of the swapped operands.</summary>
    ND,

    /// <summary>Borrow one of the swapped operands.</summary>
    NB,

    /// <summary>Attends to the operator.</summary>
    OPR,

    /// <summary>Attends to the answer's sign.</summary>
    SGN,

    /// <summary>Attends to both operator and sign: selects between addition, subtraction and negative answers.</summary>
    SLT,

    /// <summary>Last-layer MLP that combines an answer digit's base value with the resolved carry.</summary>
    STC,

    /// <summary>The same for the borrow of a positive answer.</summary>
    MTC,

    /// <summary>The same for the borrow of a negative answer.</summary>
    NTC,
}
