using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>For how many of its useful heads the analysis tells what they are for.</summary>
/// <param name="id">For instance ADD-28.</param>
/// <param name="statement">The finding in one sentence.</param>
/// <param name="published">The published figures.</param>
/// <param name="reason">Why half of the heads.</param>
/// <param name="models">The models.</param>
/// <param name="planted">What a planted model must give.</param>
public abstract class HeadPurposeClaim(string id, string statement, string published, string reason, ImmutableArray<string> models, PlantedCircuit planted) : CircuitClaim(
    id,
    statement,
    published,
    new Criterion(
        "share of useful heads with a sub-task that interchange confirms, or that look at operator or sign, or that are first-layer heads up to the sign token from "
        + "which a linear probe reads the three cases of the one pair that they look at",
        Comparator.AtLeast,
        0.5,
        reason + " Tests here have nulls and corrections that the published ones lack, so fewer pass; what is left of the finding is that most heads are explained. The probe stands for the "
        + "authors' principal components: of the heads found by these, interchange moves nothing in their re-tests."),
    models,
    [new StoredMaps(), planted, new OtherPlaces(), new UntrainedCircuit()])
{
    /// <summary>For the claims on models of two layers and more.</summary>
    protected const string OfSeveralLayers =
        "Published shares are 0.54 to 0.76. Maps had been made, and could be looked at, before this was written; the share had not been counted.";

    /// <inheritdoc/>
    public sealed override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var map = model.Map;
        MappedNode[] heads = [.. map.Nodes.Where(node => node.Node.Head is not null)];
        if (heads.Length == 0)
        {
            return null;
        }

        var early = EarlyHeads.Of(map);
        bool Tells(MappedNode head) => early.Contains(head) && EarlyHeads.TellsCases(map, head, SubTask.ST, SubTask.MT);

        var share = new Proportion(heads.Count(head => !head.Algorithm.IsEmpty || Tells(head)), heads.Length);
        var mlps = map.Nodes.Where(node => node.Node.Head is null).ToArray();
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of heads",
            Raw = Measurement.RawOf(
                ("useful heads", share.Trials),
                ("with a purpose", share.Hits),
                ("by interchange or attention", heads.Count(head => !head.Algorithm.IsEmpty)),
                ("by looking at operator or sign alone", heads.Count(OnlyLooks)),
                ("by the probe alone", heads.Count(head => head.Algorithm.IsEmpty && Tells(head))),
                ("useful MLPs", mlps.Length),
                ("MLPs with a purpose", mlps.Count(mlp => !mlp.Algorithm.IsEmpty))),
            Examples = [.. heads.Where(head => head.Algorithm.IsEmpty && !Tells(head)).Select(head => $"{head.Node} fails {head.Effect.Fails}, without a purpose")],
        };
    }

    // Of such a head the authors' tool takes the tag away again, while their inventory of 2026 has some.
    private static bool OnlyLooks(MappedNode head) =>
        head.Algorithm is [{ Task: SubTask.OPR or SubTask.SGN, Digit: null }];
}
