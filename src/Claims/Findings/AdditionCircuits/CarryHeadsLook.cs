using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-35: heads that make a carry look at its pair and at little else.</summary>
public sealed class CarryHeadsLook() : CircuitClaim(
    "ADD-35",
    "A head that makes the carry of a pair (SC) gives most of its attention to the two digits of the pair.",
    "the authors' re-tests: make-carry heads of the first layer give the operands at least 0.83, ten heads in models of 5 and 6 digits",
    new Criterion(
        "share of a head's attention that goes to the two digits of the pair, of the heads that confirm SC alone that with the least",
        Comparator.AtLeast,
        0.8,
        "What is published, rounded down. Of each digit the single head counts whose interchange gives most exact answers, where one alone confirms SC; what those of the first layer give stands beside it, as the published ones are of that layer. Where heads look is in the maps, "
        + "which had been made when this was written; the shares had not been compared."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new OtherHeadsLookElsewhere(), new UntrainedCircuit()])
{
    private static readonly OnceAModel<(int Digit, Node Head, double Pair, double? Others)> Known = new((model, cancellation) =>
    {
        var attention = AttentionScan.Of(model.Engine, model.Questions(), cancellation);
        return from search in model.Map.Searches
               where search.Tag.Task == SubTask.SC
               let best = search.Found.Where(test => test.Nodes.Length == 1).MaxBy(test => test.Exact.Value)
               where best is not null
               select Look(model.Map, attention, search.Tag.Digit!.Value, best.Nodes[0]);
    });

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var looks = Known.Of(model, cancellation);
        if (looks.IsEmpty)
        {
            return null;
        }

        return new Measurement(model.Name, looks.Min(look => look.Pair))
        {
            Raw = Measurement.RawOf(
                ("digits", looks.Length),
                ("at heads of the first layer", looks.Count(look => look.Head.Layer == 0)),
                ("least of these", Math.Round(looks.Where(look => look.Head.Layer == 0).Select(look => look.Pair).DefaultIfEmpty(0).Min(), 4)),
                ("mean", Math.Round(looks.Average(look => look.Pair), 4)),
                ("mean of other useful first-layer heads there", Math.Round(Others(model, cancellation).DefaultIfEmpty(0).Average(), 4))),
            Examples = [.. looks.Select(look => FormattableString.Invariant($"A{look.Digit}.SC at {look.Head}: {look.Pair:0.000}"))],
        };
    }

    /// <summary>Of every digit the mean share that other useful heads of the same layer and position give its pair, where there are any.</summary>
    internal static ImmutableArray<double> Others(MappedModel model, CancellationToken cancellation) =>
        [.. Known.Of(model, cancellation).Select(look => look.Others).OfType<double>()];

    private static (int Digit, Node Head, double Pair, double? Others) Look(NodeMap map, AttentionScan attention, int digit, Node head)
    {
        double Share(Node node) =>
            attention.Share(node, map.Layout.First(digit), QuestionKind.Add) + attention.Share(node, map.Layout.Second(digit), QuestionKind.Add);

        var others = map.Nodes.Where(node => node.Node is { Head: not null } other && (other.Position, other.Layer) == (head.Position, head.Layer) && other != head
            && !node.Algorithm.Contains(new(SubTask.SC, digit))).Select(node => Share(node.Node)).ToArray();
        return (digit, head, Share(head), others.Length == 0 ? null : others.Average());
    }
}
