using System.Collections.Immutable;
using System.Globalization;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-14: the mapped nodes alone add but do not subtract; a few heads of the last layer are what they lack.</summary>
public sealed class MapLacksLastHeads() : CircuitClaim(
    "MIX-14",
    "With only the nodes that are useful by the authors' rule mixed models still add but subtract clearly worse, until a few heads of the last layer are added.",
    "right with the mapped nodes of ins1_mix_d6_l3_h4_t40K_s372001 and of a mixed model of 8 digits: additions 0.89 and 0.92, subtractions with positive "
    + "answers 0.48 and 0.19, with negative ones 0.36 and 0.66; five last-layer heads more: 0.94 and 0.99 (6 digits), 0.84 (8 digits), random ones 0.49 to "
    + "0.63 and 0.36; random sets as large as the map 0.00",
    new Criterion(
        "the least of three margins: share of additions right with only these nodes, less 0.85; that share less the larger one of subtractions with positive and with "
        + "negative answers, less 0.2; the lesser of these two after five last-layer heads were added for each, less 0.8",
        Comparator.AtLeast,
        0,
        "0.85 as for addition models, below the published 0.89. Published subtractions are 0.26 to 0.73 below additions; 0.2 is clearly lower and just outside "
        + "that range. Five heads as published, where they reach 0.84 to 0.99; 0.8 is just below. Automatic completion chooses them: heads where an answer token "
        + "is predicted, those first whose ablation costs failing questions most. The published 8-digit model was added after the five others had been measured, with the criterion as it was."),
    [.. MixedModelsMapped.Small, "mix_d8_l3_h4_t60K_s173289"],
    [
        new StoredMaps(),
        new StoredAuthorsNodes(),
        new AdditionCircuits.RandomNodes(),
        new OtherNodesAdded(),
        new UntrainedCircuit(),
    ])
{
    /// <summary>Heads that are added.</summary>
    public const int Few = 5;

    private const double Target = 0.95;
    private const double LeastAddition = 0.85;
    private const double LeastLower = 0.2;
    private const double LeastRestored = 0.8;

    /// <summary>The kinds that the mapped nodes do not suffice for.</summary>
    public static ImmutableArray<QuestionKind> Subtractions { get; } = [QuestionKind.Sub, QuestionKind.Neg];

    /// <summary>Whether a node is a head of a model's last layer; of those that an answer depends on, these stand where its tokens are predicted.</summary>
    public static bool IsLastHead(MappedModel model, Node node)
    {
        ArgumentNullException.ThrowIfNull(model);
        return node.Head is not null && node.Layer == model.Engine.Config.Layers - 1;
    }

    /// <summary>The three margins, in the criterion's order.</summary>
    /// <param name="addition">Share of additions right with the mapped nodes.</param>
    /// <param name="subtractions">Shares of the two kinds of subtraction.</param>
    /// <param name="restored">Shares of these with the heads added.</param>
    public static ImmutableArray<double> Margins(double addition, IEnumerable<double> subtractions, IEnumerable<double> restored) =>
        [addition - LeastAddition, addition - subtractions.Max() - LeastLower, restored.Min() - LeastRestored];

    /// <summary>Accuracy once the first few nodes of a completion were added, or as many as it took.</summary>
    public static KeptAccuracy WithFew(Completion completion)
    {
        ArgumentNullException.ThrowIfNull(completion);
        return completion.Steps.IsEmpty ? completion.Start : completion.Steps[Math.Min(Few, completion.Steps.Length) - 1].Accuracy;
    }

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var sufficiency = new Sufficiency(model.Engine, model.Questions());
        ImmutableArray<Node> nodes = [.. AuthorsNodes.Of(model, cancellation).Select(effect => effect.Node)];
        var kept = sufficiency.Keep(nodes);
        if (kept.Length <= Subtractions.Length)
        {
            return null;
        }

        var addition = kept.Single(share => share.Kind == QuestionKind.Add);
        var completions = Subtractions
            .Select(kind => sufficiency.Complete(nodes, kind, Target, node => IsLastHead(model, node), cancellation)).ToArray();
        var restored = completions.Select(WithFew).ToArray();

        // What it takes where any node may be added, which is not judged.
        var whole = kept.Select(share => sufficiency.Complete(nodes, share.Kind, Target, cancellation: cancellation)).ToArray();
        var margins = Margins(addition.Share, completions.Select(completion => completion.Start.Share), restored.Select(share => share.Share));
        return new Measurement(model.Name, margins.Min())
        {
            Raw = Measurement.RawOf(
                ("nodes", nodes.Length),
                ("of nodes", sufficiency.Nodes.Length),
                ("last-layer heads among the nodes", nodes.Count(node => IsLastHead(model, node))),
                ("margin of addition", margins[0]),
                ("margin of addition over subtraction", margins[1]),
                ("margin of restored subtraction", margins[2])),
            Parts =
            [
                Share($"{model.Name}, {QuestionKind.Add}, mapped nodes", addition),
                .. completions.Zip(restored).SelectMany(pair => new[]
                {
                    Share($"{model.Name}, {pair.Second.Kind}, mapped nodes", pair.First.Start),
                    Restored(model.Name, pair.First, pair.Second),
                }),
                .. whole.Select(completion => Completed(model.Name, completion)),
            ],
        };
    }

    private static Measurement Share(string name, KeptAccuracy kept) => new(name, kept.Share)
    {
        Bounds = kept.Bounds,
        BoundsOf = "share right",
        Raw = Measurement.RawOf(("right", kept.Right), ("questions", kept.Questions)),
    };

    private static Measurement Completed(string name, Completion completion)
    {
        var share = Share($"{name}, {completion.Reached.Kind}, with any nodes added until {Target.ToString(CultureInfo.InvariantCulture)} are right", completion.Reached);
        return share with
        {
            Raw = share.Raw.Add("nodes added", completion.Steps.Length).Add("nodes needed", completion.Needed.Length),
            Examples = [$"needed: {string.Join(' ', completion.Needed)}"],
        };
    }

    private static Measurement Restored(string name, Completion completion, KeptAccuracy restored)
    {
        var share = Share($"{name}, {restored.Kind}, with heads added", restored);
        var raw = share.Raw.Add("heads added", Math.Min(Few, completion.Steps.Length)).Add("right after completion", completion.Reached.Right);
        return share with
        {
            // Where not even all heads reach the target, none of them can be called needed.
            Raw = completion.Met ? raw.Add("heads needed", completion.Needed.Length) : raw,
            Examples = [$"added in turn: {string.Join(' ', completion.Steps.Select(step => step.Added))}"],
        };
    }
}
