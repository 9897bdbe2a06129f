using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-12: how many nodes an addition model uses.</summary>
public sealed class NodeCounts() : CircuitClaim(
    "ADD-12",
    "By the authors' rule addition models use as many nodes as published, to within half of that.",
    "heads and MLPs: add_d5_l2_h3_t15K_s372001 30 and 16, of add_d6_l2_h3 t15K_s372001 31 and 17, t20K_s173289 28 and 17, t20K_s572091 35 and 17",
    new Criterion(
        "deviation of the number of useful nodes from the published one, as a share of it, either way",
        Comparator.AtMost,
        0.5,
        "By the authors' rule a node is useful if its ablation, by the mean of layer 0, fails a single question, so the number depends on the questions, "
        + "which are not published; our models are narrower. Hence a wide tolerance."),
    AdditionModelsMapped.Small,
    [new StoredMaps(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Studied is not { } studied || Catalogue.Find(studied.Name) is not { } entry)
        {
            return null;
        }

        var nodes = AuthorsNodes.Of(model, cancellation);
        var published = entry.UsefulHeads + entry.UsefulMlps;
        return new Measurement(model.Name, Math.Abs(((double)nodes.Length / published) - 1))
        {
            Raw = Measurement.RawOf(
                (Measurement.Published, published),
                ("useful nodes", nodes.Length),
                ("useful heads", nodes.Count(effect => effect.Node.Head is not null)),
                ("published heads", entry.UsefulHeads),
                ("useful nodes by effect size", model.Map.Nodes.Length)),
        };
    }
}
