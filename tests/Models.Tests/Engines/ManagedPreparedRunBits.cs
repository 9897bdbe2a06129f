using System.Collections.Immutable;
using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Kernels.Simd;
using Repro.Models.Randomness;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>What only the managed engine promises: a changed run that reuses the clean one has the bits of a whole run.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ManagedPreparedRunBits
{
    private const ulong Seed = 1_732;

    public static TheoryData<string> Models => TestModel.Names;

    /// <summary>One change at every hook point, in every way, at one, several and all positions, in one head and in all.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Forward_OneChange_GivesTheBitsOfTheWholeRun(string name)
    {
        var model = TestModel.Named(name);
        var last = model.Length - 1;
        ImmutableArray<int>[] positions = [[], [0], [last / 2], [last], [last, last / 3]];
        List<ImmutableArray<Intervention>> runs = [];
        foreach (var point in HookPoint.All(model.Config))
        {
            for (var i = 0; i < 3 * positions.Length; i++)
            {
                ImmutableArray<int> heads = point.HasHeads && i % 2 == 1 ? [model.Config.Heads - 1] : [];
                runs.Add([Change(model.Config, (InterventionKind)(i / positions.Length), point, 3 - (i % 2 * 2), model.Length, (uint)i) with { Positions = positions[i % positions.Length], Heads = heads }]);
            }
        }

        using var engine = new ManagedEngine(model.Config, 1);
        foreach (var wanted in new ImmutableArray<int>[] { [.. Enumerable.Range(0, model.Length)], [last / 2], [0, last] })
        {
            MustEqualWholeRuns(engine, model, 3, wanted, runs);
        }
    }

    /// <summary>Several changes at random places at once, on every number of threads and kernel set.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Forward_RandomChanges_GivesTheBitsOfTheWholeRun(string name)
    {
        var model = TestModel.Named(name);
        var random = new RandomSequence(Seed, StreamPurpose.Testing, 1);
        foreach (var (threads, kernels) in Engines())
        {
            using var engine = new ManagedEngine(model.Config, threads, kernels);
            ImmutableArray<int> wanted = [.. Enumerable.Range(0, model.Length).Where(_ => random.NextBool(0.6))];
            var count = 1 + random.NextBelow(9);
            List<ImmutableArray<Intervention>> runs = [.. Enumerable.Range(0, 20).Select(run => RandomChanges(model.Config, count, model.Length, (uint)run))];
            MustEqualWholeRuns(engine, model, count, wanted, runs);
        }
    }

    /// <summary>The shapes of the zoo: 3 layers of 4 heads, and the published widths, which fill no vector whole.</summary>
    [Theory]
    [InlineData(96, 32, 384, Activation.Relu)]
    [InlineData(96, 32, 384, Activation.GeluTanh)]
    [InlineData(510, 170, 510, Activation.Relu)]
    public void Forward_SizesOfTheZoo_GivesTheBitsOfTheWholeRun(int dModel, int dHead, int dMlp, Activation activation)
    {
        const int Length = 16;
        var config = new TransformerConfig
        {
            Layers = 3,
            Heads = dModel == 96 ? 4 : 3,
            DModel = dModel,
            DHead = dHead,
            DMlp = dMlp,
            Context = Length,
            Vocabulary = 15,
            Activation = activation,
        };
        var model = new TestModel("zoo", config);
        using var engine = new ManagedEngine(config, 3);
        const int Count = 7;
        List<ImmutableArray<Intervention>> runs = [.. Enumerable.Range(0, 8).Select(run => RandomChanges(config, Count, Length, (uint)run))];
        foreach (var kind in new[] { HookKind.Z, HookKind.MlpOut, HookKind.ResidualPre, HookKind.Value })
        {
            for (var layer = 0; layer < 3; layer++)
            {
                runs.Add([Change(config, InterventionKind.Replace, new HookPoint(kind, layer), 1, Length, 9) with { Positions = [10 + layer] }]);
            }
        }

        MustEqualWholeRuns(engine, model, Count, [.. Enumerable.Range(9, 6)], runs);
    }

    /// <summary>Batches shorter than the context, on one engine in turn, so that buffers of one size serve another.</summary>
    [Fact]
    public void Forward_EveryLength_GivesTheBitsOfTheWholeRun()
    {
        var model = TestModel.Named("beyond a block");
        using var engine = new ManagedEngine(model.Config, 2);
        for (var length = model.Length; length >= 1; length--)
        {
            List<ImmutableArray<Intervention>> runs = [.. Enumerable.Range(0, 6).Select(run => RandomChanges(model.Config, 5, length, (uint)run))];
            MustEqualWholeRuns(engine, model, 5, [length - 1], runs, length);
        }
    }

    [Fact]
    public void Forward_ManyRuns_ReusesTheBuffersOfAFew()
    {
        var model = TestModel.Named("relu");
        using var engine = new ManagedEngine(model.Config, 2);
        engine.SetParameters(model.Parameters());
        using var prepared = engine.Prepare(model.Tokens(4), [3]);
        var buffers = new HashSet<float[]>();

        prepared.Forward([.. Enumerable.Repeat(ImmutableArray<Intervention>.Empty, 500)], (_, logits) => buffers.Add(logits.Values));

        buffers.Count.Should().BeLessThanOrEqualTo(16);
    }

    [Fact]
    public void Forward_VisitUsesTheEngineAndWritesToTheLogits_DisturbsNothing()
    {
        var model = TestModel.Named("odd");
        using var engine = new ManagedEngine(model.Config, 3);
        engine.SetParameters(model.Parameters());
        var tokens = model.Tokens(9);
        ImmutableArray<int> wanted = [2, 6];
        List<ImmutableArray<Intervention>> runs = [.. Enumerable.Range(0, 40).Select(run => RandomChanges(model.Config, 9, model.Length, (uint)run))];
        var expected = runs.Select(run => engine.Forward(tokens, new ForwardRequest { Interventions = run, LogitPositions = wanted }).Logits.Values).ToArray();
        using var prepared = engine.Prepare(tokens, wanted);
        prepared.Clean.Logits.Values.AsSpan().Clear();

        prepared.Forward(runs, (run, logits) =>
        {
            Difference.InBits(logits.Values, expected[run]).Should().BeNull($"run {run}");
            logits.Values.AsSpan().Fill(float.NaN);
            engine.Forward(model.Tokens(3, 5, set: 1), ForwardRequest.Default);
            if (run == 7)
            {
                prepared.Forward([runs[20]], (_, inner) => Difference.InBits(inner.Values, expected[20]).Should().BeNull("a run inside a visit"));
            }
        });
    }

    [Fact]
    public void Forward_EngineDisposed_IsRefused()
    {
        var model = TestModel.Named("relu");
        var engine = new ManagedEngine(model.Config, 1);
        using var prepared = engine.Prepare(model.Tokens(2), [3]);
        engine.Dispose();

        prepared.Invoking(p => p.Forward([[]], (_, _) => { })).Should().Throw<InvalidOperationException>().WithMessage("*disposed*");
    }

    private static IEnumerable<(int Threads, KernelSet Kernels)> Engines()
    {
        yield return (1, KernelSelection.Named("scalar"));
        yield return (1, new SimdKernels<Block128x4, NeonTiles>("neon"));
        foreach (var name in KernelSelection.Supported)
        {
            yield return (3, KernelSelection.Named(name));
        }
    }

    private static void MustEqualWholeRuns(
        ManagedEngine engine, TestModel model, int count, ImmutableArray<int> wanted, List<ImmutableArray<Intervention>> runs, int? length = null)
    {
        engine.SetParameters(model.Parameters());
        var tokens = model.Tokens(count, length);
        using var prepared = engine.Prepare(tokens, wanted);
        var clean = engine.Forward(tokens, new ForwardRequest { LogitPositions = wanted }).Logits.Values;
        Difference.InBits(prepared.Clean.Logits.Values, clean).Should().BeNull("nothing is changed");
        var changed = 0;
        prepared.Forward(runs, (run, logits) =>
        {
            var whole = engine.Forward(tokens, new ForwardRequest { Interventions = runs[run], LogitPositions = wanted }).Logits.Values;
            if (Difference.InBits(logits.Values, whole) is { } difference)
            {
                Assert.Fail($"{difference}; {count} sequences, wanted {string.Join(' ', wanted)}: {string.Join("; ", runs[run].Select(Text))}");
            }

            changed += Difference.InBits(whole, clean) is null ? 0 : 1;
        });

        (changed > 0 || wanted.IsEmpty).Should().BeTrue("a comparison of clean runs shows nothing");
    }

    private static string Text(Intervention change) =>
        $"{change.Kind} at {change.At}, positions {string.Join(' ', change.Positions)}, heads {string.Join(' ', change.Heads)}";

    // One to three changes; many of them touch a few late positions only.
    private static ImmutableArray<Intervention> RandomChanges(TransformerConfig config, int count, int length, uint run)
    {
        var random = new RandomSequence(Seed, StreamPurpose.Testing, 2, run);
        var points = HookPoint.All(config);
        var changes = ImmutableArray.CreateBuilder<Intervention>();
        for (var i = random.NextBelow(3); i >= 0; i--)
        {
            var point = points[random.NextBelow(points.Length)];
            var change = Change(config, (InterventionKind)random.NextBelow(3), point, random.NextBool(0.5) ? 1 : count, length, (run * 3) + (uint)i);
            changes.Add(change with
            {
                Positions = [.. Enumerable.Range(0, random.NextBelow(4)).Select(_ => random.NextBelow(length))],
                Heads = point.HasHeads && random.NextBool(0.5) ? [random.NextBelow(config.Heads)] : [],
            });
        }

        return changes.ToImmutable();
    }

    // A change whose source is not causal either. Scales divide, so they are never set to zero nor moved down to it.
    private static Intervention Change(TransformerConfig config, InterventionKind kind, HookPoint point, int count, int length, uint stream)
    {
        var divides = point.Kind is HookKind.Norm1Scale or HookKind.Norm2Scale or HookKind.NormFinalScale;
        if (kind == InterventionKind.Zero && !divides)
        {
            return Intervention.Zero(point);
        }

        var shape = TestModel.Shape(config, point.Kind, count, length);
        var random = new RandomSequence(Seed, StreamPurpose.Testing, 3, stream);
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        foreach (ref var value in values.AsSpan())
        {
            value = divides ? 0.5f + (float)random.NextOpenUnit() : (float)random.NextGaussian();
        }

        var source = new HookValue([.. shape], values);
        return kind == InterventionKind.Add ? Intervention.Add(point, source) : Intervention.Replace(point, source);
    }
}
