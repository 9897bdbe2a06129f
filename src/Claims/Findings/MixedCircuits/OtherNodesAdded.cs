using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Sharing;
using Repro.Models.Randomness;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>As many other missing nodes, drawn at random, in place of the last layer's heads must not bring subtraction back.</summary>
public sealed class OtherNodesAdded : ICircuitControl
{
    private const uint Stream = 7;
    private const int Sets = 5;
    private const double MostGain = 0.2;

    /// <inheritdoc/>
    public string Name => "5 random missing nodes that are no last-layer heads raise the share of right subtractions by at most 0.2, on average over 5 sets";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var gains = models.SelectMany(model => Gains(model, cancellation)).ToArray();
        return new ControlOutcome(
            Name, Array.TrueForAll(gains, gain => gain <= MostGain), FormattableString.Invariant($"gains of {string.Join(", ", gains.Select(gain => $"{gain:f3}"))}"));
    }

    // The mean gain of each kind of subtraction.
    private static IEnumerable<double> Gains(MappedModel model, CancellationToken cancellation)
    {
        var sufficiency = new Sufficiency(model.Engine, model.Questions());
        var nodes = AuthorsNodes.Of(model, cancellation).Select(effect => effect.Node).ToArray();
        var others = sufficiency.Nodes.Except(nodes).Where(node => !MapLacksLastHeads.IsLastHead(model, node)).ToArray();
        var before = sufficiency.Keep(nodes);
        var after = Enumerable.Range(0, Sets).Select(set => sufficiency.Keep([.. nodes, .. Draw(others, (uint)set)])).ToArray();
        return before.Index().Where(kept => MapLacksLastHeads.Subtractions.Contains(kept.Item.Kind))
            .Select(kept => after.Average(shares => shares[kept.Index].Share) - kept.Item.Share);
    }

    private static Node[] Draw(Node[] from, uint set)
    {
        var random = new RandomSequence(StoredMaps.Seed, StreamPurpose.Statistics, major: set, minor: Stream);
        return [.. RandomSubset.Draw<Node>([.. from], Math.Min(MapLacksLastHeads.Few, from.Length), ref random)];
    }
}
