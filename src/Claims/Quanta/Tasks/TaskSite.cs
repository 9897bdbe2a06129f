namespace Repro.Claims.Quanta.Tasks;

/// <summary>What is patched when a sub-task is tested.</summary>
public enum TaskSite
{
    /// <summary>z of attention heads that look at the digit's pair.</summary>
    Heads,

    /// <summary>z of attention heads at the predicting position that look at the operator or the sign.</summary>
    Selectors,

    /// <summary>
    /// The input of the last layer's MLP at the predicting position, while what passes it by in the residual stream stays clean.
    /// (Patching resid_mid itself would replace all that the position knows, which succeeds in any model that answers the donor right.)
    /// </summary>
    LastMlp,

    /// <summary>
    /// The same, and in turn what passes the MLP by while its input stays clean, which must change nothing: then base value and carry are
    /// joined in the MLP and nowhere else.
    /// </summary>
    Combiner,
}
