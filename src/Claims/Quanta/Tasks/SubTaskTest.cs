using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>What patching some nodes from donors did to the answers of clean questions: the evidence for or against one sub-task at them.</summary>
public sealed record SubTaskTest
{
    /// <summary>The sub-task and its digit.</summary>
    public required AlgorithmTag Tag { get; init; }

    /// <summary>The nodes that were patched together.</summary>
    public required ImmutableArray<Node> Nodes { get; init; }

    /// <summary>Where the pairs came from.</summary>
    public required PairSource Source { get; init; }

    /// <summary>Pairs that gave exactly the expected answer, in all its tokens.</summary>
    public required Proportion Exact { get; init; }

    /// <summary>Pairs in which any token that should change did, to whatever.</summary>
    public required Proportion Moved { get; init; }

    /// <summary>Pairs in which the digit moved nearer to the expected one (around the circle of ten) and did not reach it: one head of several.</summary>
    public required Proportion PartWay { get; init; }

    /// <summary>Pairs in which a token changed that should not.</summary>
    public required Proportion Elsewhere { get; init; }

    /// <summary>The exact pairs by case, such as the depth of the cascade or the change of state; empty for published pairs.</summary>
    public ImmutableArray<CaseShare> Cases { get; init; } = [];

    /// <summary>Whether each case must hold by itself, as for resolved carries, where it is a depth.</summary>
    public bool EveryCase { get; init; }

    /// <summary>Same-class null: donors with the same value in other operands; pairs whose answer changed all the same. Null where none was asked.</summary>
    public Proportion? Null { get; init; }

    /// <summary>For combiners, pairs whose answer changed when the donor's values passed the MLP by.</summary>
    public Proportion? Bypass { get; init; }

    /// <summary>Whether the sub-task is confirmed.</summary>
    public bool Passes => Source == PairSource.Published
        ? Exact.Hits == Exact.Trials
        : TaskThresholds.IsExact(Exact) && (!EveryCase || Cases.All(single => TaskThresholds.IsExact(single.Exact))) && Stays(Null) && (Bypass is null || Stays(Bypass));

    private static bool Stays(Proportion? share) => share is { } counted && TaskThresholds.IsNull(counted);
}
