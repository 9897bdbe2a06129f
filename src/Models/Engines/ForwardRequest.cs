using System.Collections.Immutable;
using Repro.Models.Engines.Edges;
using Repro.Models.Transformer;

namespace Repro.Models.Engines;

/// <summary>What one forward run shall record, change and return. A run is a pure function of parameters, tokens and request.</summary>
public sealed record ForwardRequest
{
    /// <summary>Nothing recorded, nothing changed, logits at every position.</summary>
    public static ForwardRequest Default { get; } = new();

    /// <summary>Hook points whose values are returned, after interventions at them.</summary>
    public ImmutableArray<HookPoint> Record { get; init; } = [];

    /// <summary>Positions (for scores and patterns: query positions) whose values are recorded, ascending; null means all.</summary>
    public ImmutableArray<int>? RecordPositions { get; init; }

    /// <summary>Changes, applied in order where several meet at one hook point.</summary>
    public ImmutableArray<Intervention> Interventions { get; init; } = [];

    /// <summary>Changes to what single components read from single others.</summary>
    public ImmutableArray<EdgeIntervention> Edges { get; init; } = [];

    /// <summary>Positions whose logits are returned, ascending; null means all, empty none.</summary>
    public ImmutableArray<int>? LogitPositions { get; init; }
}
