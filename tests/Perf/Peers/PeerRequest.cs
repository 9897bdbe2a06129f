using System.Text.Json.Serialization;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Perf.Peers;

/// <summary>What peer.py is asked to do, in its words.</summary>
internal sealed record PeerRequest
{
    [JsonPropertyName("layers")]
    public required int Layers { get; init; }

    [JsonPropertyName("heads")]
    public required int Heads { get; init; }

    [JsonPropertyName("d_head")]
    public required int DHead { get; init; }

    [JsonPropertyName("epsilon")]
    public required float Epsilon { get; init; }

    /// <summary>Safetensors file with the initial parameters.</summary>
    [JsonPropertyName("parameters")]
    public required string Parameters { get; init; }

    /// <summary>Parameter names in the order in which gradients are written.</summary>
    [JsonPropertyName("names")]
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>File for the gradients, or null.</summary>
    [JsonPropertyName("gradients")]
    public required string? Gradients { get; init; }

    [JsonPropertyName("tokens")]
    public required IReadOnlyList<int[]> Tokens { get; init; }

    [JsonPropertyName("positions")]
    public required IReadOnlyList<int> Positions { get; init; }

    [JsonPropertyName("threads")]
    public required int Threads { get; init; }

    /// <summary>cpu or cuda.</summary>
    [JsonPropertyName("device")]
    public required string Device { get; init; }

    /// <summary>How AdamW walks over the parameters: single-tensor, foreach or fused.</summary>
    [JsonPropertyName("update")]
    public required string Update { get; init; }

    [JsonPropertyName("rate")]
    public required double Rate { get; init; }

    [JsonPropertyName("warm_up")]
    public required int WarmUp { get; init; }

    [JsonPropertyName("steps")]
    public required int Steps { get; init; }

    /// <summary>No steps yet, only the first loss, of a plan's model and batch.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="batch">The batch of every step.</param>
    /// <param name="parameters">The file of the initial parameters.</param>
    public static PeerRequest Of(TrainingPlan plan, TokenBatch batch, string parameters) => new()
    {
        Layers = plan.Config.Layers,
        Heads = plan.Config.Heads,
        DHead = plan.Config.DHead,
        Epsilon = plan.Config.LayerNormEpsilon,
        Parameters = parameters,
        Names = [.. new ParameterLayout(plan.Config).All.Select(spec => spec.Name)],
        Gradients = null,
        Tokens = [.. Enumerable.Range(0, batch.Count).Select(row => batch[row].ToArray())],
        Positions = plan.Layout.LossPositions,
        Threads = 1,
        Device = "cpu",
        Update = "foreach",
        Rate = plan.Recipe.LearningRate,
        WarmUp = 2,
        Steps = 0,
    };
}
