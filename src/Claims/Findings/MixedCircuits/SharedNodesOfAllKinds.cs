using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-08: most useful nodes of mixed models serve several kinds of question.</summary>
public sealed class SharedNodesOfAllKinds() : CircuitClaim(
    "MIX-08",
    "At least half of the useful nodes of a mixed model serve two or three of the kinds addition, subtraction and subtraction with a negative answer.",
    "59 of 96 nodes (61 %) of ins1_mix_d6_l3_h4_t40K_s372001; reuse occurs with or without initialisation",
    new Criterion(
        "share of useful nodes whose ablation breaks questions of at least two kinds",
        Comparator.AtLeast,
        0.5,
        "Somewhat below the published 61 %, as which questions fail depends on the question set. One failing question of a kind counts, as published. The chance "
        + "levels stand beside it: dealt anew among the useful nodes, kinds as frequent as the published ones give 69 %, so the share says how general the nodes "
        + "are and not that the kinds seek each other's nodes."),
    MixedModelsMapped.EverySize,
    [new StoredMaps(), PlantedCircuit.OfAllKinds(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var sharing = NodeSharing.Of(model.Map, BrokenKinds.PublishedFails, StoredMaps.Seed);
        var byAuthors = AuthorsNodes.Stored(model)?.Nodes.Select(node => node.Effect).ToArray();
        return sharing.Shared.Trials == 0 ? null : new Measurement(model.Name, sharing.Shared.Value)
        {
            Bounds = sharing.Shared.Bounds,
            BoundsOf = "share of nodes",
            Raw = Measurement.RawOf(
            [
                ("nodes", sharing.Shared.Trials),
                ("nodes of two kinds or more", sharing.Shared.Hits),
                ("nodes of all three", sharing.SharedByAll.Hits),
                .. byAuthors is null ? [] : new[]
                {
                    ("nodes by the authors' rule", (double)byAuthors.Length),
                    ("nodes of two kinds or more by the authors' rule", byAuthors.Count(effect => effect.IsShared(BrokenKinds.PublishedFails))),
                },
                .. Enum.GetValues<QuestionKind>().Select(kind => ($"nodes of {kind}", (double)sharing.ByKind.GetValueOrDefault(kind))),
                ("by chance among useful nodes", sharing.AmongUseful.Mean),
                ("p of so many among useful nodes", sharing.AmongUseful.AtLeast),
                ("p of so few among useful nodes", sharing.AmongUseful.AtMost),
                ("by chance among all nodes", sharing.AmongAll.Mean),
                ("p of so many among all nodes", sharing.AmongAll.AtLeast),
                ("of all three by chance among useful nodes", sharing.AllAmongUseful.Mean),
                ("p of so many of all three", sharing.AllAmongUseful.AtLeast),
                .. sharing.Pairs.SelectMany(pair => new (string, double)[]
                {
                    ($"of {pair.First} and {pair.Second}", pair.Both.Observed),
                    ($"of {pair.First} and {pair.Second} by chance", pair.Both.Mean),
                    ($"p of so many of {pair.First} and {pair.Second}", pair.Both.AtLeast),
                    ($"p of so few of {pair.First} and {pair.Second}", pair.Both.AtMost),
                }),
            ]),
        };
    }
}
