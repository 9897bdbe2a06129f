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
    [InlineData("relu", InterventionKind.Zero)]
    [InlineData("relu", InterventionKind.Replace)]
    [InlineData("relu", InterventionKind.Add)]
    [InlineData("tied", InterventionKind.Add)]
    [InlineData("odd", InterventionKind.Zero)]
    [InlineData("odd", InterventionKind.Replace)]
    [InlineData("odd", InterventionKind.Add)]
    [InlineData("beyond a block", InterventionKind.Add)]
    public void Forward_ChangedAtAnyHookPoint_ChangesWhatFollowsAsTheReferenceAndNothingBefore(string name, InterventionKind kind)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        var clean = engine.Forward(tokens, RecordingAll(model.Config));

        var earlier = new List<HookPoint>();
        foreach (var point in HookPoint.All(model.Config))
        {
            if (CanBe(kind, point))
            {
                // Adding shows that the point fires once: firing twice would add twice.
                var change = Change(kind, point, model.Source(point, 3));
                var changed = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = [change] });

                MustMatchTheReference(model, tokens, [change], changed, because: $"{kind} at {point}");
                Difference.InBits(changed.Logits.Values, clean.Logits.Values).Should().NotBeNull($"{kind} at {point} reaches the logits");
                foreach (var before in earlier)
                {
                    Difference.InBits(changed[before].Values, clean[before].Values).Should().BeNull($"{before} fires before {point}");
                }
            }

            earlier.Add(point);
        }

        MustAgree(model, engine.Forward(tokens, ForwardRequest.Default).Logits.Values, clean.Logits.Values, "nothing stays behind");
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Forward_ReplacedByItsOwnValueAtAnyHookPoint_ChangesNoBit(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(4);
        var clean = engine.Forward(tokens, RecordingAll(model.Config));

        foreach (var point in HookPoint.All(model.Config))
        {
            var same = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = [Intervention.Replace(point, clean[point])] });

            Difference.InBits(same.Logits.Values, clean.Logits.Values).Should().BeNull(point.Name);
            foreach (var recorded in HookPoint.All(model.Config))
            {
                Difference.InBits(same[recorded].Values, clean[recorded].Values).Should().BeNull($"{recorded} with {point} replaced");
            }
        }

        var all = HookPoint.All(model.Config).Select(point => Intervention.Replace(point, clean[point]));
        var replaced = engine.Forward(tokens, new ForwardRequest { Interventions = [.. all] });
        Difference.InBits(replaced.Logits.Values, clean.Logits.Values).Should().BeNull("all at once");
    }

    [SkippableTheory]
    [InlineData("relu", InterventionKind.Zero)]
    [InlineData("wide heads", InterventionKind.Replace)]
    [InlineData("odd", InterventionKind.Add)]
    public void Forward_ChangedAtChosenPositionsAndHeads_ChangesThoseOnly(string name, InterventionKind kind)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        var clean = engine.Forward(tokens, RecordingAll(model.Config));
        ImmutableArray<int> positions = [5, 2];

        foreach (var point in HookPoint.All(model.Config).Where(point => CanBe(kind, point)))
        {
            ImmutableArray<int> heads = point.HasHeads ? [1] : [];
            var change = Change(kind, point, model.Source(point, 3)) with { Positions = positions, Heads = heads };

            var changed = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = [change] });

            MustMatchTheReference(model, tokens, [change], changed, because: $"{kind} at {point}");
            MustChangeOnlyChosen(point, changed[point], clean[point], change);
        }
    }

    /// <summary>
    /// hook_attn_scores fires after the mask, as in TransformerLens, so a zero above the diagonal lets a query see a later key: what
    /// is recorded is what the softmax used.
    /// </summary>
    [SkippableFact]
    public void Forward_ScoresSetToZero_AttendsUniformlyToEveryKey()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        foreach (var change in new[] { Intervention.Zero(new HookPoint(HookKind.AttentionScores, 0)), Intervention.Zero(new HookPoint(HookKind.AttentionScores, 1), [2], [1]) })
        {
            var changed = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = [change] });

            MustMatchTheReference(model, tokens, [change], changed, because: $"zero at {change.At}");
        }
    }

    [SkippableFact]
    public void Forward_SourceOfOneSequence_ServesEverySequence()
    {
        var model = TestModel.Named("odd");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(4);
        var clean = engine.Forward(tokens, RecordingAll(model.Config));

        foreach (var point in HookPoint.All(model.Config))
        {
            var change = Intervention.Replace(point, clean[point].MeanOverBatch(), [1, 3]);

            var changed = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = [change] });

            MustMatchTheReference(model, tokens, [change], changed, because: $"mean at {point}");
        }
    }

    [SkippableFact]
    public void Forward_ChangesAtSeveralHookPoints_AllApply()
    {
        var model = TestModel.Named("gelu");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        HookPoint[] points = [new(HookKind.Embed), new(HookKind.Z, 0), new(HookKind.MlpPost, 1), new(HookKind.NormFinal)];
        ImmutableArray<Intervention> changes = [.. points.Reverse().Select(point => Intervention.Add(point, model.Source(point, 3), [0, 6]))];

        var changed = engine.Forward(tokens, RecordingAll(model.Config) with { Interventions = changes });

        MustMatchTheReference(model, tokens, changes, changed, because: "four changes");
    }

    [SkippableFact]
    public void Forward_ChangesAtOneHookPoint_ApplyInOrder()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(2);
        var point = new HookPoint(HookKind.MlpOut, 0);
        var (zero, add) = (Intervention.Zero(point), Intervention.Add(point, model.Source(point, 2)));

        var zeroFirst = engine.Forward(tokens, new ForwardRequest { Record = [point], Interventions = [zero, add] });
        var addFirst = engine.Forward(tokens, new ForwardRequest { Record = [point], Interventions = [add, zero] });

        Difference.InBits(zeroFirst[point].Values, add.Source!.Values).Should().BeNull();
        addFirst[point].Values.Should().AllSatisfy(value => value.Should().Be(0));
    }

    [SkippableFact]
    public void Forward_SourceChangedAfterwards_LeavesTheResultAlone()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(2);
        var point = new HookPoint(HookKind.ResidualMid, 0);
        var source = model.Source(point, 2);
        var changed = engine.Forward(tokens, new ForwardRequest { Record = [point], Interventions = [Intervention.Replace(point, source)] });
        var values = changed[point].Values.ToArray();

        source.Values.AsSpan().Clear();
        engine.Forward(model.Tokens(2, set: 1), new ForwardRequest { Record = [point] });

        Difference.InBits(changed[point].Values, values).Should().BeNull();
    }

    /// <summary>A layer norm's scale divides, so it cannot be zero; scores, whose zeros undo the mask, have a test of their own.</summary>
    private static bool CanBe(InterventionKind kind, HookPoint point) =>
        kind != InterventionKind.Zero
        || point.Kind is not (HookKind.Norm1Scale or HookKind.Norm2Scale or HookKind.NormFinalScale or HookKind.AttentionScores);

    private static Intervention Change(InterventionKind kind, HookPoint point, HookValue source) => kind switch
    {
        InterventionKind.Zero => Intervention.Zero(point),
        InterventionKind.Replace => Intervention.Replace(point, source),
        InterventionKind.Add => Intervention.Add(point, source),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown intervention."),
    };

    private static void MustMatchTheReference(
        TestModel model, TokenBatch tokens, ImmutableArray<Intervention> changes, ForwardResult actual, string because) =>
        MustMatchTheReference(model, tokens, changes, [], actual, because);

    private static void MustMatchTheReference(
        TestModel model, TokenBatch tokens, ImmutableArray<Intervention> changes, ImmutableArray<EdgeIntervention> edges, ForwardResult actual, string because)
    {
        var expected = new ReferenceTransformer(model.Parameters()).Forward(tokens, changes, edges);
        var tolerance = Rounding.Forward(model.Config, tokens.Length);
        foreach (var (point, value) in expected.Hooks)
        {
            Difference.Beyond(tolerance, actual[point], value).Should().BeNull($"{because}, seen at {point}");
        }

        Difference.Beyond(tolerance, actual.Logits, expected.Logits).Should().BeNull(because);
    }

    private static void MustChangeOnlyChosen(HookPoint point, HookValue changed, HookValue clean, Intervention change)
    {
        var attention = point.Kind is HookKind.AttentionScores or HookKind.Pattern;
        var (positionAxis, headAxis) = attention ? (2, 1) : (1, 2);
        for (var offset = 0; offset < clean.Values.Length; offset++)
        {
            var index = new int[clean.Shape.Length];
            for (int axis = clean.Shape.Length - 1, rest = offset; axis >= 0; rest /= clean.Shape[axis], axis--)
            {
                index[axis] = rest % clean.Shape[axis];
            }

            var chosen = change.Positions.Contains(index[positionAxis]) && (!point.HasHeads || change.Heads.Contains(index[headAxis]));
            var expected = !chosen ? clean.Values[offset] : change.Kind switch
            {
                InterventionKind.Zero => 0,
                InterventionKind.Replace => change.Source!.Values[offset],
                _ => clean.Values[offset] + change.Source!.Values[offset],
            };
            if (!changed.Values[offset].Equals(expected))
            {
                Assert.Fail($"{point} [{string.Join(", ", index)}] is {changed.Values[offset]:R} instead of {expected:R} ({change.Kind})");
            }
        }
    }
}
