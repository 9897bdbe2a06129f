using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>One head over the positions where digits are predicted.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Head">Its number.</param>
/// <param name="Reading">Its useful nodes there that read operator or sign.</param>
/// <param name="AdditionFree">Its useful nodes there, reading or not, whose ablation breaks no addition.</param>
public sealed record RuleReaderRow(int Layer, int Head, Proportion Reading, Proportion AdditionFree)
{
    /// <summary>Whether it serves no addition at any of them.</summary>
    public bool IsAdditionFree => AdditionFree.Hits == AdditionFree.Trials;
}
