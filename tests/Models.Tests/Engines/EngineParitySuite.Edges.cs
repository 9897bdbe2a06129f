using System.Collections.Immutable;
using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Edges;
using Repro.Models.Tests.Reference;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

public abstract partial class EngineParitySuite
{
    [SkippableTheory]
    [InlineData("relu")]
    [InlineData("tied")]
    [InlineData("wide heads")]
    [InlineData("odd")]
    public void Forward_AnyEdge_ChangesWhatItsReceiverReadsAsTheReference(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        var clean = engine.Forward(tokens, RecordingAll(model.Config));

        foreach (var from in ReferenceTransformer.AllSenders(model.Config))
        {
            foreach (var to in ReferenceTransformer.AllReceivers(model.Config).Where(to => to.IsAfter(from)))
            {
                var edge = new EdgeIntervention(from, to, model.Source(from.Output, 3));

                var changed = engine.Forward(tokens, RecordingAll(model.Config) with { Edges = [edge] });

                MustMatchTheReference(model, tokens, [], [edge], changed, because: $"{from} → {to}");
                Difference.InBits(changed.Logits.Values, clean.Logits.Values).Should().NotBeNull($"{from} → {to} reaches the logits");
                MustReadAsBefore(model, to, changed, clean);
            }
        }

        MustAgree(model, engine.Forward(tokens, ForwardRequest.Default).Logits.Values, clean.Logits.Values, "nothing stays behind");
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Forward_EveryEdgeFromAnotherRun_GivesThatRunsLogits(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var donor = engine.Forward(model.Tokens(3, set: 1), RecordingAll(model.Config));

        var changed = engine.Forward(model.Tokens(3), new ForwardRequest { Edges = EveryEdge(model, donor) });

        MustBeNear(model, changed.Logits, donor.Logits, "every component reads what it read in the other run");
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Forward_EveryEdgeFromTheSameRun_ChangesNoBit(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var clean = engine.Forward(model.Tokens(3), RecordingAll(model.Config));

        var same = engine.Forward(model.Tokens(3), RecordingAll(model.Config) with { Edges = EveryEdge(model, clean) });

        foreach (var point in HookPoint.All(model.Config))
        {
            MustAgree(model, same[point].Values, clean[point].Values, point.Name);
        }

        MustAgree(model, same.Logits.Values, clean.Logits.Values);
    }

    [SkippableTheory]
    [InlineData("relu")]
    [InlineData("odd")]
    [InlineData("beyond a block")]
    public void Forward_EveryEdgeOutOfASender_IsTheInterventionAtItsOutput(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var donor = engine.Forward(model.Tokens(3, set: 1), RecordingAll(model.Config));

        foreach (var from in ReferenceTransformer.AllSenders(model.Config))
        {
            var edges = EveryEdge(model, donor).Where(edge => edge.From == from);
            var node = Intervention.Replace(from.Output, donor[from.Output], heads: from.Kind == SenderKind.Head ? [from.Index] : []);

            var byEdges = engine.Forward(model.Tokens(3), new ForwardRequest { Edges = [.. edges] });
            var byNode = engine.Forward(model.Tokens(3), new ForwardRequest { Interventions = [node] });

            MustBeNear(model, byEdges.Logits, byNode.Logits, $"all edges out of {from}");
        }
    }

    /// <summary>
    /// Path patching: input → m0 → logits. The source of the second edge is m0's output in a run with the first, so the two runs
    /// together are one path.
    /// </summary>
    [SkippableFact]
    public void Forward_TwoRunsOfOneEdgeEach_MakeAPath()
    {
        var model = TestModel.Named("gelu");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        var donor = engine.Forward(model.Tokens(3, set: 1), RecordingAll(model.Config));
        EdgeIntervention into = new(Sender.Input, Receiver.Mlp(0), donor[Sender.Input.Output]);
        var first = engine.Forward(tokens, RecordingAll(model.Config) with { Edges = [into] });
        EdgeIntervention onwards = new(Sender.Mlp(0), Receiver.Logits, first[Sender.Mlp(0).Output]);

        var path = engine.Forward(tokens, RecordingAll(model.Config) with { Edges = [onwards] });

        MustMatchTheReference(model, tokens, [], [onwards], path, "input → m0 → logits");

        // With the first edge in the same run m0's new output reaches everything behind it, so the second edge has nothing to change.
        var both = engine.Forward(tokens, RecordingAll(model.Config) with { Edges = [into, onwards] });
        MustAgree(model, both.Logits.Values, first.Logits.Values);
        Difference.InBits(path.Logits.Values, first.Logits.Values).Should().NotBeNull("m0 also reaches the logits through layer 1");
    }

    [SkippableFact]
    public void Forward_EdgesAtChosenPositionsOfOneSequenceForAll_MatchTheReference()
    {
        var model = TestModel.Named("odd");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(4);
        var donor = engine.Forward(model.Tokens(4, set: 1), RecordingAll(model.Config));
        ImmutableArray<EdgeIntervention> edges =
        [
            new(Sender.Head(0, 1), Receiver.Key(1, 0), donor[Sender.Head(0, 1).Output], [2, 5, 2]),
            new(Sender.Head(0, 1), Receiver.Key(1, 0), model.Source(Sender.Head(0, 1).Output, 4), [3]),
            new(Sender.Mlp(0), Receiver.Key(1, 0), donor[Sender.Mlp(0).Output].MeanOverBatch(), [0]),
            new(Sender.Mlp(1), Receiver.Mlp(2), donor[Sender.Mlp(1).Output].MeanOverBatch()),
            new(Sender.Head(2, 0), Receiver.Mlp(2), donor[Sender.Head(2, 0).Output], [6]),
            new(Sender.Input, Receiver.Logits, donor[Sender.Input.Output], [1, 4]),
        ];
        ImmutableArray<Intervention> changes =
        [
            Intervention.Add(Sender.Mlp(0).Output, model.Source(Sender.Mlp(0).Output, 4), [0, 1]),
            Intervention.Zero(new HookPoint(HookKind.Query, 1), [4], [1]),
        ];

        var changed = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = changes, Edges = edges });

        MustMatchTheReference(model, tokens, changes, edges, changed, "several edges and interventions");
    }

    [SkippableTheory]
    [InlineData("runs backwards", "m1 → a1.h0<v>")]
    [InlineData("a head of its own layer", "a1.h0 → a1.h1<q>")]
    [InlineData("layer", "a2.h0 → logits", "0 to 1")]
    [InlineData("head", "input → a1.h2<k>", "0 to 1")]
    [InlineData("shape", "m0 → m1", "3, 7, 8")]
    [InlineData("position", "m0 → m1", "7", "6")]
    [InlineData("twice", "m0 → m1")]
    [InlineData("norm", "m0 → a1.h0<q>", "blocks.1.ln1.hook_normalized")]
    public void Forward_EdgesThatDoNotFit_AreRefused(string wrong, params string[] mentioned) => MustRefuse(
        model =>
        {
            HookValue Of(Sender sender) => model.Source(sender.Output, 3);
            EdgeIntervention fits = new(Sender.Mlp(0), Receiver.Mlp(1), Of(Sender.Mlp(0)));
            return wrong switch
            {
                "runs backwards" => new ForwardRequest { Edges = [new(Sender.Mlp(1), Receiver.Value(1, 0), Of(Sender.Mlp(1)))] },
                "a head of its own layer" => new ForwardRequest { Edges = [new(Sender.Head(1, 0), Receiver.Query(1, 1), Of(Sender.Head(1, 0)))] },
                "layer" => new ForwardRequest { Edges = [new(Sender.Head(2, 0), Receiver.Logits, Of(Sender.Head(1, 0)))] },
                "head" => new ForwardRequest { Edges = [new(Sender.Input, Receiver.Key(1, 2), Of(Sender.Input))] },
                "shape" => new ForwardRequest { Edges = [fits with { Source = Of(Sender.Head(0, 0)) }] },
                "position" => new ForwardRequest { Edges = [fits with { Positions = [7] }] },
                "twice" => new ForwardRequest { Edges = [fits with { Positions = [1, 2] }, fits with { Positions = [2] }] },
                "norm" => new ForwardRequest
                {
                    Edges = [new(Sender.Mlp(0), Receiver.Query(1, 0), Of(Sender.Mlp(0)))],
                    Interventions = [Intervention.Zero(new HookPoint(HookKind.Norm1, 1))],
                },
                _ => throw new ArgumentOutOfRangeException(nameof(wrong), wrong, "Unknown mistake."),
            };
        },
        mentioned);

    private static ImmutableArray<EdgeIntervention> EveryEdge(TestModel model, ForwardResult donor) =>
    [
        .. from to in ReferenceTransformer.AllReceivers(model.Config)
           from sender in ReferenceTransformer.AllSenders(model.Config)
           where to.IsAfter(sender)
           select new EdgeIntervention(sender, to, donor[sender.Output]),
    ];

    // Everything that stands beside the receiver in its layer, or before it, is untouched.
    private static void MustReadAsBefore(TestModel model, Receiver to, ForwardResult changed, ForwardResult clean)
    {
        foreach (var point in HookPoint.All(model.Config))
        {
            var before = to.Kind == ReceiverKind.Logits ? point.Kind is not (HookKind.NormFinalScale or HookKind.NormFinal)
                : point.Layer < to.Layer ? point.Kind is not (HookKind.NormFinalScale or HookKind.NormFinal)
                : point.Layer == to.Layer && point.Kind < (to.Kind == ReceiverKind.Mlp ? HookKind.Norm2Scale : HookKind.Query);
            if (before)
            {
                Difference.InBits(changed[point].Values, clean[point].Values).Should().BeNull($"{point} with an edge into {to}");
            }
        }

        if (!to.IsHead)
        {
            return;
        }

        foreach (var kind in new[] { HookKind.Query, HookKind.Key, HookKind.Value })
        {
            var point = new HookPoint(kind, to.Layer);
            for (var i = 0; i < clean[point].Values.Length; i++)
            {
                var head = i / model.Config.DHead % model.Config.Heads;
                if (kind - HookKind.Query != to.Kind - ReceiverKind.Query || head != to.Index)
                {
                    changed[point].Values[i].Should().Be(clean[point].Values[i], $"{point} of head {head} with an edge into {to}");
                }
            }
        }
    }

    // Two ways to the same numbers in float32: each within one bound of the exact ones.
    private static void MustBeNear(TestModel model, HookValue actual, HookValue expected, string because)
    {
        var exact = Array.ConvertAll(expected.Values, value => (double)value);
        Difference.Beyond(2 * Rounding.Forward(model.Config, model.Length) * Difference.Largest(exact), actual.Values, exact).Should().BeNull(because);
    }
}
