namespace Repro.Claims.Circuits;

/// <summary>What an ablated node's value is replaced by.</summary>
public enum AblationKind
{
    /// <summary>Its mean over the questions, at the same place.</summary>
    Mean,

    /// <summary>Zero.</summary>
    Zero,

    /// <summary>Its value in another question of the set (resampling): each question gets that of one fixed other question.</summary>
    Resample,

    /// <summary>
    /// The mean of the same head or MLP in layer 0, whatever the node's layer: what the authors' tool does, a defect kept for comparison
    /// with published node counts.
    /// </summary>
    FirstLayerMean,
}
