using System.Collections.Immutable;
using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Tests.Reference;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

public abstract partial class EngineParitySuite
{
    [SkippableTheory]
    [InlineData("relu", InterventionKind.Zero)]
    [InlineData("tied", InterventionKind.Add)]
    [InlineData("odd", InterventionKind.Replace)]
    [InlineData("beyond a block", InterventionKind.Add)]
    public void PreparedRun_ChangedAtAnyHookPoint_GivesTheReferenceLogits(string name, InterventionKind kind)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        var reference = new ReferenceTransformer(model.Parameters());
        var tolerance = Rounding.Forward(model.Config, model.Length);
        ImmutableArray<int>[] positions = [[], [3], [5, 2]];
        List<ImmutableArray<Intervention>> runs =
        [
            .. from point in HookPoint.All(model.Config)
               where CanBe(kind, point)
               from chosen in positions
               select ImmutableArray.Create(Change(kind, point, model.Source(point, 3)) with { Positions = chosen }),
        ];

        using var prepared = engine.Prepare(tokens, [.. Enumerable.Range(0, model.Length)]);

        Difference.Beyond(tolerance, prepared.Clean.Logits, reference.Forward(tokens).Logits).Should().BeNull("nothing is changed");
        prepared.Forward(
            runs,
            (run, logits) => Difference.Beyond(tolerance, logits, reference.Forward(tokens, runs[run]).Logits).Should().BeNull($"{runs[run][0]}"));
    }

    [SkippableTheory]
    [InlineData("gelu")]
    [InlineData("beyond a block")]
    public void PreparedRun_SomeLogitPositionsAndManyRuns_VisitsEachInOrderWithTheLogitsOfForward(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(4);
        var point = new HookPoint(HookKind.MlpOut, 0);
        List<ImmutableArray<Intervention>> runs =
            [[], .. Enumerable.Range(0, 50).Select(i => ImmutableArray.Create(Intervention.Zero(point, [i % model.Length])))];
        ImmutableArray<int> wanted = [1, model.Length - 3];
        using var prepared = engine.Prepare(tokens, wanted);
        var visited = new List<int>();

        prepared.Forward(runs, (run, logits) =>
        {
            visited.Add(run);
            var whole = engine.Forward(tokens, new ForwardRequest { Interventions = runs[run], LogitPositions = wanted }).Logits;
            logits.Shape.Should().Equal(4, 2, model.Config.Vocabulary);
            double[] expected = [.. whole.Values];
            Difference.Beyond(2 * Rounding.Forward(model.Config, model.Length) * Difference.Largest(expected), logits.Values, expected)
                .Should().BeNull($"run {run}");
        });

        visited.Should().Equal(Enumerable.Range(0, runs.Count));
        prepared.Forward([], (_, _) => Assert.Fail("There is no run to visit."));
    }

    /// <summary>What is recorded, inside block 0 too, and that changed runs are the same with it.</summary>
    [SkippableTheory]
    [InlineData("relu")]
    [InlineData("odd")]
    [InlineData("gelu")]
    public void PreparedRun_Recording_HoldsWhatForwardRecordsAtTheWantedPositions(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(4);
        ImmutableArray<int> wanted = [1, model.Length - 2];
        ImmutableArray<HookPoint> all = [.. HookPoint.All(model.Config)];
        ImmutableArray<Intervention> change = [Intervention.Zero(new HookPoint(HookKind.Z, 0), [1])];
        var tolerance = 4 * Rounding.Forward(model.Config, model.Length);
        void MustBe(HookValue value, HookValue expected, string what)
        {
            value.Shape.Should().Equal(expected.Shape, what);
            Difference.Beyond(tolerance * Difference.Largest([.. expected.Values]), value.Values, [.. expected.Values]).Should().BeNull(what);
        }

        using var prepared = engine.Prepare(tokens, wanted, all);
        using var one = engine.Prepare(tokens, wanted, all[^1]);
        var whole = engine.Forward(tokens, new ForwardRequest { Record = all, RecordPositions = wanted, LogitPositions = wanted });
        var changed = engine.Forward(tokens, new ForwardRequest { Interventions = change, LogitPositions = wanted });

        prepared.Clean.Recorded.Keys.Should().BeEquivalentTo(all);
        foreach (var at in all)
        {
            prepared.Clean[at].Positions!.Value.Should().Equal(wanted);
            MustBe(prepared.Clean[at], whole[at], $"{at}");
        }

        MustBe(one.Clean[all[^1]], whole[all[^1]], "one point alone");
        foreach (var run in new[] { prepared, one })
        {
            MustBe(run.Clean.Logits, whole.Logits, "clean logits");
            run.Forward([change], (_, logits) => MustBe(logits, changed.Logits, "changed logits"));
        }
    }

    [SkippableFact]
    public void PreparedRun_NoLogitPositions_VisitsEmptyLogits()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        using var prepared = engine.Prepare(model.Tokens(2), []);
        var visits = 0;

        prepared.Forward([[Intervention.Zero(new HookPoint(HookKind.Embed))]], (_, logits) =>
        {
            visits++;
            logits.Shape.Should().Equal(2, 0, model.Config.Vocabulary);
        });

        prepared.Clean.Logits.Values.Should().BeEmpty();
        visits.Should().Be(1);
    }

    [SkippableFact]
    public void PreparedRun_TokensChangedAfterwards_KeepsItsOwn()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(2);
        var point = new HookPoint(HookKind.Z, 0);
        using var prepared = engine.Prepare(tokens, [5]);
        float[] Run()
        {
            float[] values = [];
            prepared.Forward([[Intervention.Zero(point, [2])]], (_, logits) => values = [.. logits.Values]);
            return values;
        }

        var before = Run();
        tokens.Tokens.Clear();

        Difference.InBits(Run(), before).Should().BeNull();
    }

    [SkippableFact]
    public void PreparedRun_ParametersChanged_IsRefused()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        Action<IEngine>[] changes =
        [
            e => e.SetParameters(Parameters.Initialise(model.Config, 5)),
            e => e.TrainStep(tokens, model.LossPositions, new AdamWStep(1, 1e-2)),
        ];
        foreach (var change in changes)
        {
            using var prepared = engine.Prepare(tokens, [3]);
            change(engine);

            prepared.Invoking(p => p.Forward([[]], (_, _) => { })).Should().Throw<InvalidOperationException>().WithMessage("*parameters*prepare*");
        }
    }

    [SkippableFact]
    public void PreparedRun_VisitChangesParameters_RefusesTheRunsAfterIt()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        using var prepared = engine.Prepare(model.Tokens(3), [3]);
        var visits = 0;

        prepared.Invoking(p => p.Forward([[], []], (_, _) =>
        {
            visits++;
            engine.SetParameters(Parameters.Initialise(model.Config, 5));
        })).Should().Throw<InvalidOperationException>();

        visits.Should().Be(1);
    }

    [SkippableFact]
    public void PreparedRun_GradientsComputed_GoesOn()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        using var prepared = engine.Prepare(model.Tokens(3), [3, 5]);
        engine.ComputeGradients(model.Tokens(4, set: 1), model.LossPositions, new Parameters(new ParameterLayout(model.Config)));
        var request = new ForwardRequest { LogitPositions = [3, 5], Interventions = [Intervention.Zero(new HookPoint(HookKind.MlpPost, 0), [1])] };

        prepared.Forward(
            [request.Interventions],
            (_, logits) => Difference.Beyond(
                4 * Rounding.Forward(model.Config, model.Length), logits.Values, [.. engine.Forward(model.Tokens(3), request).Logits.Values]).Should().BeNull());
    }

    [SkippableFact]
    public void PreparedRun_Disposed_IsRefused()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        var prepared = engine.Prepare(model.Tokens(3), [3]);
        prepared.Dispose();
        prepared.Dispose();

        prepared.Invoking(p => p.Forward([[]], (_, _) => { })).Should().Throw<ObjectDisposedException>();
    }

    [SkippableFact]
    public void Prepare_BadInput_IsRefused()
    {
        MustRefuse((model, engine) => engine.Prepare(model.Tokens(3, model.Config.Context + 1), [0]), ["8", "7"]);
        MustRefuse((model, engine) => engine.Prepare(model.Tokens(3), [0, 7]), ["7", "6"]);
        MustRefuse((model, engine) => engine.Prepare(model.Tokens(3), [3, 3]), ["3"]);
        MustRefuse((model, engine) => engine.Prepare(model.Tokens(3), default), ["logit positions"]);
        MustRefuse((_, engine) => engine.Prepare(null!, [0]), ["tokens"]);
        MustRefuse((model, engine) => engine.Prepare(model.Tokens(3), [0], new HookPoint(HookKind.Z, 2)), ["layer 2", "0 to 1"]);
    }

    /// <summary>The second of two runs is bad: it is refused as <see cref="IEngine.Forward"/> refuses it, and the first is not visited.</summary>
    [SkippableFact]
    public void PreparedRun_BadIntervention_IsRefusedAsByForwardBeforeAnythingRuns()
    {
        var model = TestModel.Named("relu");
        using var engine = CreateWithParameters(model);
        using var prepared = engine.Prepare(model.Tokens(3), [3]);
        var embed = new HookPoint(HookKind.Embed);
        Intervention[] bad =
        [
            Intervention.Zero(new HookPoint(HookKind.MlpOut, 2)),
            Intervention.Zero(new HookPoint(HookKind.Pattern, 0), heads: [2]),
            Intervention.Zero(new HookPoint(HookKind.MlpOut, 0), heads: [0]),
            Intervention.Zero(embed, [0, 7]),
            Intervention.Add(embed, model.Source(embed, 2)),
            Intervention.Replace(new HookPoint(HookKind.Z, 1), model.Source(new HookPoint(HookKind.MlpPre, 1), 3)),
            Intervention.Add(embed, model.Source(embed, 3, 5)),
            new Intervention(embed, InterventionKind.Replace, null, [], []),
        ];
        foreach (var intervention in bad)
        {
            var expected = engine.Invoking(e => e.Forward(model.Tokens(3), new ForwardRequest { Interventions = [intervention] }))
                .Should().Throw<ArgumentException>().Which.Message;

            prepared.Invoking(p => p.Forward([[], [intervention]], (_, _) => Assert.Fail("Nothing may run.")))
                .Should().Throw<ArgumentException>().Which.Message.Should().Be(expected);
        }

        prepared.Invoking(p => p.Forward([[], default], (_, _) => Assert.Fail("Nothing may run."))).Should().Throw<ArgumentException>().WithMessage("Run 1*");
        prepared.Invoking(p => p.Forward(null!, (_, _) => { })).Should().Throw<ArgumentNullException>();
        prepared.Invoking(p => p.Forward([], null!)).Should().Throw<ArgumentNullException>();
    }
}
