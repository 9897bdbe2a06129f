namespace Repro.Claims.Transfer;

/// <summary>How a mixed model starts from a trained addition model (arXiv 2402.02619); <see cref="ParentTransfer"/> says what each copies.</summary>
public enum TransferMethod
{
    /// <summary>ins1, "initialise only", as published.</summary>
    Initialise,

    /// <summary>
    /// ins1c, ours and not published: as ins1, and also what the published code leaves out, W_O, b_O, ln2, ln_final.b and b_U.
    /// </summary>
    InitialiseWhole,

    /// <summary>ins2, "freeze attention", as published.</summary>
    FreezeAttention,

    /// <summary>ins3, "freeze all", as published.</summary>
    FreezeAll,
}
