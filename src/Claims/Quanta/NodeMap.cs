using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta;

/// <summary>The useful nodes of one model, how they were found and what they do: the content of a quanta map.</summary>
public sealed record NodeMap
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of its parameters.</summary>
    public required string ParametersSha256 { get; init; }

    /// <summary>Where each token stands.</summary>
    public required QuestionLayout Layout { get; init; }

    /// <summary>Layers of the model.</summary>
    public required int Layers { get; init; }

    /// <summary>Heads of each layer.</summary>
    public required int Heads { get; init; }

    /// <summary>Seed of the analysis questions.</summary>
    public required ulong QuestionSeed { get; init; }

    /// <summary>Questions drawn.</summary>
    public required int Asked { get; init; }

    /// <summary>Questions that the model answers right, on which nodes were judged.</summary>
    public required int Questions { get; init; }

    /// <summary>What came in the place of an ablated node.</summary>
    public required AblationKind Ablation { get; init; }

    /// <summary>When a node counts as useful.</summary>
    public required UsefulRule Rule { get; init; }

    /// <summary>The useful nodes, in the order of <see cref="Node.All"/>.</summary>
    public required ImmutableArray<MappedNode> Nodes { get; init; }
}
