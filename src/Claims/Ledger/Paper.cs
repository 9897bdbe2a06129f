namespace Repro.Claims.Ledger;

/// <summary>The papers whose findings are measured.</summary>
public enum Paper
{
    /// <summary>Quirke, Neo, Barez: Understanding Addition and Subtraction in Transformers, arXiv 2402.02619.</summary>
    AdditionSubtraction,

    /// <summary>Hanna, Liu, Variengien: How does GPT-2 compute greater-than?, arXiv 2305.00586.</summary>
    GreaterThan,
}
