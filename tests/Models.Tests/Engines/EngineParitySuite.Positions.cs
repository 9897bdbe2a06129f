using System.Collections.Immutable;
using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Edges;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

public abstract partial class EngineParitySuite
{
    [SkippableTheory]
    [InlineData("odd")]
    [InlineData("tied")]
    [InlineData("beyond a block")]
    public void Forward_ChosenRecordPositions_GivesThoseOfTheFullRun(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        var late = new HookPoint(HookKind.AttentionOut, model.Config.Layers - 1);
        var early = new HookPoint(HookKind.Value, 0);
        ImmutableArray<Intervention>[] changes =
        [
            [],
            [Intervention.Add(late, model.Source(late, 1), [1, 4])],
            [Intervention.Add(early, model.Source(early, 3), [2]), Intervention.Zero(new HookPoint(HookKind.Pattern, 0), [3])],
        ];
        foreach (var change in changes)
        {
            var all = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = change });
            foreach (var positions in new int[][] { [], [0], [4], [1, 2], [0, 3, model.Length - 1], [.. Enumerable.Range(0, model.Length)] })
            {
                foreach (var wanted in new int[][] { [], [2], [0, model.Length - 1] })
                {
                    var request = new ForwardRequest { Interventions = change, RecordPositions = [.. positions], LogitPositions = [.. wanted] };
                    ImmutableArray<HookPoint>[] sets = [.. HookPoint.All(model.Config).Select(point => ImmutableArray.Create(point)), HookPoint.All(model.Config)];
                    foreach (var points in sets)
                    {
                        var because = $"{points[0]} and {points.Length - 1} others at {string.Join(", ", positions)}; logits at {string.Join(", ", wanted)}; {change.Length} changes";
                        var some = engine.Forward(tokens, request with { Record = points });

                        some.Recorded.Keys.Should().BeEquivalentTo(points);
                        foreach (var point in points)
                        {
                            var expected = At(all[point], point, positions);
                            some[point].Shape.Should().Equal(expected.Shape, because);
                            some[point].Positions!.Value.Should().Equal(positions);
                            Difference.InBits(some[point].Values, expected.Values).Should().BeNull(because);
                        }

                        MustAgree(model, some.Logits.Values, AtPositions(all.Logits, wanted), because);
                    }
                }
            }
        }
    }

    [SkippableTheory]
    [InlineData("odd", InterventionKind.Replace)]
    [InlineData("odd", InterventionKind.Add)]
    [InlineData("relu", InterventionKind.Replace)]
    public void Forward_SourceOfSomePositions_ChangesThoseAsTheWholeSource(string name, InterventionKind kind)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        foreach (var point in HookPoint.All(model.Config).Where(point => CanBe(kind, point)))
        {
            foreach (var batch in new[] { 1, 3 })
            {
                var whole = model.Source(point, batch);
                var some = At(whole, point, [1, 3, 4]);

                var expected = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = [new(point, kind, whole, [4, 1], [])] });
                var changed = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = [new(point, kind, some, [4, 1], [])] });

                foreach (var (recorded, value) in expected.Recorded)
                {
                    Difference.InBits(changed[recorded].Values, value.Values).Should().BeNull($"{recorded} after {kind} at {point}, {batch} sequences");
                }

                using var prepared = engine.Prepare(tokens, [2, model.Length - 1]);
                prepared.Forward(
                    [[new(point, kind, some, [4, 1], [])]],
                    (_, logits) => MustAgree(model, logits.Values, AtPositions(expected.Logits, [2, model.Length - 1]), $"{kind} at {point}, prepared"));
            }
        }
    }

    [SkippableTheory]
    [InlineData(7)]
    [InlineData(-1)]
    public void Forward_RecordedPositionOutOfRange_IsRefused(int position) => MustRefuse(
        _ => new ForwardRequest { Record = [new HookPoint(HookKind.Embed)], RecordPositions = [position] }, "recorded position", $"{position}", "6");

    [SkippableFact]
    public void Forward_RecordedPositionsDescending_AreRefused() => MustRefuse(
        _ => new ForwardRequest { Record = [new HookPoint(HookKind.Embed)], RecordPositions = [3, 2] }, "recorded position 2", "3", "ascend");

    [SkippableTheory]
    [InlineData(new[] { 2 }, "position 2 is read")]
    [InlineData(new int[0], "position 0 is read")]
    public void Forward_SourceWithoutAChangedPosition_IsRefused(int[] changed, string missing) => MustRefuse(
        model =>
        {
            var point = new HookPoint(HookKind.Z, 1);
            return new ForwardRequest { Interventions = [Intervention.Replace(point, At(model.Source(point, 3), point, [1, 3]), [.. changed])] };
        },
        "blocks.1.attn.hook_z",
        "holds the positions 1, 3",
        missing);

    [SkippableFact]
    public void Forward_EdgeWithASourceOfSomePositions_IsRefused() => MustRefuse(
        model =>
        {
            var sender = Sender.Mlp(0);
            return new ForwardRequest { Edges = [new EdgeIntervention(sender, Receiver.Mlp(1), At(model.Source(sender.Output, 3), sender.Output, [1]), [1])] };
        },
        "holds the positions 1",
        "position 0 is read");

    /// <summary>What a hook point's values are at some positions.</summary>
    private static HookValue At(HookValue all, HookPoint point, int[] positions)
    {
        var axis = point.Kind is HookKind.AttentionScores or HookKind.Pattern ? 2 : 1;
        var (outer, length, inner) = (Product(all.Shape[..axis]), all.Shape[axis], Product(all.Shape[(axis + 1)..]));
        var chosen = new List<float>();
        for (var o = 0; o < outer; o++)
        {
            foreach (var position in positions)
            {
                chosen.AddRange(all.Values.AsSpan(((o * length) + position) * inner, inner));
            }
        }

        return new HookValue(all.Shape.SetItem(axis, positions.Length), [.. chosen], [.. positions]);

        static int Product(ImmutableArray<int> sizes) => sizes.Aggregate(1, (product, size) => product * size);
    }
}
