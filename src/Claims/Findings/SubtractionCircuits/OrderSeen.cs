using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.SubtractionCircuits;

/// <summary>SUB-06: MIX-29 in models of subtraction only.</summary>
public sealed class OrderSeen() : OrderClaim(
    "SUB-06",
    "In models of subtraction only, too, heads give |D_k − D'_k|, without its sign, where what they put out stays the same when the two digits change places, and only "
    + "there.",
    "none; in the paper heads make the difference modulo 10 (MD)",
    " whose heads give 0.9 of the answers the base value of a donor that compares alike",
    "Written when MIX-29 had been measured (198 of 198). Of these seven models what the answers show had been looked at in five, d5 and d6_s572091 left out; how far the heads' output moves in "
    + "none. Asked are the heads that have MD or, where none have, those nearest to it in the search. Of the seven published shapes and seeds 72 of 76 places agree, but too few models differ: "
    + "p is 0.010, which leaves the claim without a verdict. So four further seeds at 8 digits, where models of both sorts are known, were named before any was trained; criterion and "
    + "control stay as they were, and p at most 0.001 is asked of all eleven: a second look.",
    [.. SubtractionModels.All, .. Catalogue.FurtherSeeds.Select(name => $"{name}")])
{
    /// <inheritdoc/>
    protected override IEnumerable<OrderPlace> Find(MappedModel model, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var digit in Enumerable.Range(0, model.Map.Layout.Digits - 1))
        {
            var heads = Heads(model.Map, digit);
            foreach (var kind in heads.IsEmpty ? [] : model.Kinds)
            {
                cancellation.ThrowIfCancellationRequested();
                var outcome = UnsignedDifference.Of(model.Engine, heads, kind, digit, model.Map.QuestionSeed);
                if (outcome.Alike.Value >= OrderPlace.Shown)
                {
                    yield return new OrderPlace(OrderSense.Of(model.Engine, heads, kind, digit, model.Map.QuestionSeed), outcome);
                }
            }
        }
    }

    private static ImmutableArray<Node> Heads(NodeMap map, int digit) => BaseValueHeads.Of(map, digit, SubTask.MD) is { IsEmpty: false } found
        ? found
        : map.Searches.FirstOrDefault(search => search.Tag == new AlgorithmTag(SubTask.MD, digit))?.Best?.Nodes ?? [];
}
