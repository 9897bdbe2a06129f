using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-26: the sample model, trained again, has the published map.</summary>
public sealed class SampleMapAgain() : CircuitClaim(
    "MIX-26",
    "Trained again, the paper's sample model uses the same places as much as the published map says: the same positions, layers, and attention or MLP.",
    "of ins1_mix_d6_l3_h4_t40K_s372001 96 nodes at 14 positions, each with the kinds of question that it serves and the share that fails",
    new Criterion(
        "rank correlation (Spearman) of the share of questions that fail, published and here, over all positions, layers, and attention or MLP; of a layer's heads that with "
        + "the greatest share counts, and no useful node means 0",
        Comparator.AtLeast,
        0.7,
        "Half of the ranks' variance. Heads of a layer have no order, so they are taken together; that first-layer heads meet the digit pairs in an order which depends "
        + "on the seed leaves room for no more. By the authors' rule of useful nodes. Our map had been made, and could be looked at, before this was written; "
        + "it had not been set against the published one."),
    MixedModelsMapped.Initialised,
    [
        new StoredMaps(),
        new StoredAuthorsNodes(),
        new ShuffledPositions(),
        new UntrainedCircuit(),
    ])
{
    // A layer's heads, or its MLP, at a position.
    private readonly record struct Place(int Position, int Layer, bool IsMlp)
    {
        public override string ToString() => $"P{Position}L{Layer}{(IsMlp ? "MLP" : " heads")}";
    }

    // What stands there: the greatest share of questions that fail, and all kinds of these.
    private readonly record struct Use(double Fails, string Kinds)
    {
        public override string ToString() => Kinds is null ? "-" : FormattableString.Invariant($"{Kinds} {100 * Fails:0} %");
    }

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Map.Layout.Digits != SampleMap.Digits)
        {
            return null;
        }

        var nodes = AuthorsNodes.Of(model, cancellation);
        var (places, published, here) = (Places(model.Map), Published(), Here(nodes));
        var both = places.Where(place => published.ContainsKey(place) && here.ContainsKey(place)).ToArray();
        return new Measurement(model.Name, Agreement(model.Map, nodes))
        {
            Raw = Measurement.RawOf(
            [
                ("places", places.Length),
                ("used in both", both.Length),
                ("used in the published map only", published.Count - both.Length),
                ("used here only", here.Count - both.Length),
                ("used in both with the same kinds", both.Count(place => string.Equals(published[place].Kinds, here[place].Kinds, StringComparison.Ordinal))),
                ("published nodes", SampleMap.Nodes.Count),
                ("nodes here", nodes.Length),
                .. Enum.GetValues<QuestionKind>().SelectMany(kind => new[]
                {
                    ($"published nodes of {kind}", (double)SampleMap.Nodes.Values.Count(node => node.Kinds.Contains(QuestionKinds.Letter(kind), StringComparison.Ordinal))),
                    ($"nodes of {kind} here", nodes.Count(effect => effect.Kinds(BrokenKinds.PublishedFails).Contains(kind))),
                }),
            ]),
            Examples =
            [
                .. places.Where(place => published.ContainsKey(place) || here.ContainsKey(place))
                    .Select(place => $"{place}: published {published.GetValueOrDefault(place)}, here {here.GetValueOrDefault(place)}"),
            ],
        };
    }

    /// <summary>The correlation of the published map with nodes of a model.</summary>
    /// <param name="map">The model's size.</param>
    /// <param name="nodes">Its useful nodes.</param>
    /// <param name="moved">Where each position's nodes are taken to be; null leaves them where they are.</param>
    internal static double Agreement(NodeMap map, IEnumerable<NodeEffect> nodes, int[]? moved = null)
    {
        var here = Here(nodes).ToDictionary(pair => moved is null ? pair.Key : pair.Key with { Position = moved[pair.Key.Position] }, pair => pair.Value);
        return Correlate(Places(map), Published(), here);
    }

    /// <summary>The positions at which a node can be useful: nothing is predicted at the last one.</summary>
    internal static IEnumerable<int> Positions(NodeMap map) => Enumerable.Range(0, map.Layout.Length - 1);

    private static double Correlate(Place[] places, Dictionary<Place, Use> one, Dictionary<Place, Use> other) => Correlation.Spearman(
        places.Select(place => one.GetValueOrDefault(place).Fails), places.Select(place => other.GetValueOrDefault(place).Fails));

    private static Place[] Places(NodeMap map) =>
    [
        .. from position in Positions(map)
           from layer in Enumerable.Range(0, map.Layers)
           from part in Enumerable.Range(0, 2)
           select new Place(position, layer, IsMlp: part == 1),
    ];

    private static Dictionary<Place, Use> Published() => Together(SampleMap.Nodes.Select(pair => (pair.Key, pair.Value.Fails, pair.Value.Kinds)));

    private static Dictionary<Place, Use> Here(IEnumerable<NodeEffect> nodes) => Together(nodes
        .Select(effect => (effect.Node, (double)effect.Fails / effect.Questions, string.Concat(effect.Kinds(BrokenKinds.PublishedFails).Select(QuestionKinds.Letter)))));

    private static Dictionary<Place, Use> Together(IEnumerable<(Node Node, double Fails, string Kinds)> nodes) =>
    (
        from node in nodes
        group node by new Place(node.Node.Position, node.Node.Layer, node.Node.Head is null) into place
        select (place.Key, Use: new Use(
            place.Max(node => node.Fails),
            string.Concat(Enum.GetValues<QuestionKind>().Select(QuestionKinds.Letter).Where(letter => place.Any(node => node.Kinds.Contains(letter, StringComparison.Ordinal)))))))
        .ToDictionary(pair => pair.Key, pair => pair.Use);
}
