using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>How many nodes models use by the authors' rule, against the number that the paper's tables give for each.</summary>
/// <remarks>
/// Measured on four addition and three subtraction models of 5 and 6 digits before the others were added: with the criterion as it was, and before any of
/// them had been scanned by the authors' rule.
/// </remarks>
/// <param name="id">For instance ADD-12.</param>
/// <param name="statement">The finding in one sentence.</param>
/// <param name="published">The published figures.</param>
/// <param name="reason">Why the criterion is what it is.</param>
/// <param name="models">The models.</param>
public abstract class NodeCountClaim(string id, string statement, string published, string reason, ImmutableArray<string> models) : CircuitClaim(
    id,
    statement,
    published,
    new Criterion(
        "deviation of the number of useful nodes from the published one, as a share of it, either way",
        Comparator.AtMost,
        0.5,
        reason),
    models,
    [new StoredMaps(), new StoredAuthorsNodes(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public sealed override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Studied is not { } studied || Catalogue.Find(studied.Name) is not { } entry)
        {
            return null;
        }

        var nodes = AuthorsNodes.Of(model, cancellation);
        var expected = Published(entry);
        int[] others = [.. Claim.Models.Select(ModelName.Parse).Where(name => name != studied.Name).Select(Catalogue.Find).OfType<CatalogueEntry>().Select(Published)];
        return new Measurement(model.Name, Deviation(nodes.Length, expected))
        {
            Raw = Measurement.RawOf(
                (Measurement.Published, expected),
                ("useful nodes", nodes.Length),
                ("useful heads", nodes.Count(effect => effect.Node.Head is not null)),
                ("published heads", entry.UsefulHeads),
                ("useful nodes by effect size", model.Map.Nodes.Length),
                ("published numbers of the claim's other models", others.Length),
                ("of these it would meet the criterion with", others.Count(other => Claim.Criterion.Holds(Deviation(nodes.Length, other))))),
        };
    }

    private static int Published(CatalogueEntry entry) => entry.UsefulHeads + entry.UsefulMlps;

    private static double Deviation(int nodes, int published) => Math.Abs(((double)nodes / published) - 1);
}
