namespace Repro.Claims.Quanta.Sharing;

/// <summary>At which positions a subtraction gets the residual stream of an addition.</summary>
public enum SwapReach
{
    /// <summary>
    /// From the operator on. Before it both questions have the same tokens, and so the same values: what the rest of the model sees is
    /// then the addition's run in all. It must give the addition's answer whatever the model does: a check of the tool, not a finding.
    /// </summary>
    FromOperator,

    /// <summary>All positions that predict an answer token: the last layer still sees the subtraction's question in front of them.</summary>
    Answer,

    /// <summary>Each digit by itself: only the position that predicts it, in a run of its own.</summary>
    Prediction,
}
