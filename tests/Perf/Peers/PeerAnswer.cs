using System.Text.Json.Serialization;

namespace Repro.Perf.Peers;

/// <summary>What peer.py answers.</summary>
internal sealed record PeerAnswer
{
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>The GPU's name, or cpu.</summary>
    [JsonPropertyName("device")]
    public required string Device { get; init; }

    /// <summary>Loss of the batch before any update.</summary>
    [JsonPropertyName("loss")]
    public required double Loss { get; init; }

    [JsonPropertyName("milliseconds")]
    public required double[] Milliseconds { get; init; }
}
