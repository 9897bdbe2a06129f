using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;

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

    /// <summary>For each position the number of questions that fail when all of it is ablated; empty where no question was asked.</summary>
    public required ImmutableArray<int> PositionFails { get; init; }

    /// <summary>The useful nodes, in the order of <see cref="Node.All"/>.</summary>
    public required ImmutableArray<MappedNode> Nodes { get; init; }

    /// <summary>What a second set of questions finds; null where none was asked.</summary>
    public SetOverlap? Overlap { get; init; }

    /// <summary>The searches for sub-tasks with the evidence behind the tags, in the order of <see cref="TaskDefinition.All"/>.</summary>
    public ImmutableArray<TagSearch> Searches { get; init; } = [];

    /// <summary>What linear probes read from heads. They never make a node or a tag.</summary>
    public ImmutableArray<TriStateProbe> Probes { get; init; } = [];
}
