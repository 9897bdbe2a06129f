using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Transfer;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Transfer;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ParentTransferTests
{
    private static readonly TransformerConfig ParentConfig = new() { Layers = 2, Heads = 3, DModel = 6, DHead = 2, DMlp = 8, Context = 7, Vocabulary = 15 };
    private static readonly TransformerConfig ChildConfig = ParentConfig with { Layers = 3, Heads = 4 };

    private static readonly string[] Published =
    [
        "embed.W_E", "pos_embed.W_pos", "ln_final.w", "unembed.W_U", "ln1.w", "ln1.b", "mlp.W_in", "mlp.b_in", "mlp.W_out", "mlp.b_out",
        "attn.W_Q", "attn.W_K", "attn.W_V", "attn.b_Q", "attn.b_K", "attn.b_V",
    ];

    private static readonly string[] LeftOut = ["attn.W_O", "attn.b_O", "ln2.w", "ln2.b", "ln_final.b", "unembed.b_U"];

    [Theory]
    [InlineData(TransferMethod.Initialise, false)]
    [InlineData(TransferMethod.InitialiseWhole, true)]
    [InlineData(TransferMethod.FreezeAttention, false)]
    [InlineData(TransferMethod.FreezeAll, false)]
    public void Start_MoreHeadsAndLayers_CopiesExactlyTheTensorsOfTheMethod(TransferMethod method, bool whole)
    {
        var parent = Random(ParentConfig, 1);
        var fresh = Parameters.Initialise(ChildConfig, 5, StreamPurpose.InitialisationBesideCopies);

        var child = new ParentTransfer(method, "p", parent).Start(ChildConfig, 5);

        ShouldHold(child, parent, fresh, whole ? [.. Published, .. LeftOut] : Published, firstHead: 0);
    }

    [Theory]
    [InlineData(TransferMethod.FreezeAttention, 1)]
    [InlineData(TransferMethod.FreezeAll, 0)]
    public void Restore_MoreHeadsAndLayers_PutsBackExactlyTheTensorsOfTheMethod(TransferMethod method, int firstHead)
    {
        var parent = Random(ParentConfig, 1);
        var trained = Random(ChildConfig, 2);
        var child = trained.Clone();

        new ParentTransfer(method, "p", parent).Restore(child);

        var attention = Published.Where(name => name.StartsWith("attn.", StringComparison.Ordinal));
        var mlp = Published.Where(name => name.StartsWith("mlp.", StringComparison.Ordinal));
        ShouldHold(child, parent, trained, [.. attention, .. method == TransferMethod.FreezeAll ? mlp : []], firstHead);
    }

    [Theory]
    [InlineData(TransferMethod.Initialise)]
    [InlineData(TransferMethod.InitialiseWhole)]
    public void RestoresAfter_InitialiseOnly_IsNever(TransferMethod method) =>
        Enumerable.Range(0, 301).Should().OnlyContain(step => !new ParentTransfer(method, "p", Random(ParentConfig, 1)).RestoresAfter(step));

    [Fact]
    public void Start_EqualShapeCopiedWhole_IsTheParent()
    {
        var parent = Random(ParentConfig, 1);

        new ParentTransfer(TransferMethod.InitialiseWhole, "p", parent).Start(ParentConfig, 5).Hash().Should().Be(parent.Hash());
    }

    // With the parent's seed and stream it would be what the parent's copied heads were trained with.
    [Fact]
    public void Start_WithTheParentsSeed_IsIndependentOfWhatTheParentStartedFrom()
    {
        var config = ParentConfig with { DModel = 60, DHead = 20 };
        var parent = Parameters.Initialise(config, 5);

        var child = new ParentTransfer(TransferMethod.Initialise, "p", parent).Start(config, 5);

        foreach (var name in child.Layout.All.Select(spec => spec.Name).Where(name => name.EndsWith(".W_O", StringComparison.Ordinal)))
        {
            Math.Abs(Cosine(parent[name], child[name])).Should().BeLessThan(0.1, "3,600 pairs of independent numbers have 0.1 once in a billion");
        }

        static double Cosine(Span<float> one, Span<float> other) =>
            Dot(one, other) / Math.Sqrt(Dot(one, one) * Dot(other, other));

        static double Dot(Span<float> one, Span<float> other)
        {
            var sum = 0.0;
            for (var i = 0; i < one.Length; i++)
            {
                sum += (double)one[i] * other[i];
            }

            return sum;
        }
    }

    [Fact]
    public void Start_ShapesThatDoNotFit_AreRefusedWithBothValues()
    {
        var transfer = new ParentTransfer(TransferMethod.Initialise, "p", Random(ParentConfig, 1));
        var fewer = () => transfer.Start(ParentConfig with { Heads = 2 }, 5);
        var wider = () => transfer.Start(ChildConfig with { DMlp = 9 }, 5);

        fewer.Should().Throw<ArgumentException>().WithMessage("*2 layers and 3 heads does not fit into 2 layers and 2 heads*");
        wider.Should().Throw<ArgumentException>().WithMessage("*DMlp = 8*DMlp = 9*");
    }

    [Theory]
    [InlineData("ins2_mix_d1_l1_h4", 1)]
    [InlineData("ins3_mix_d1_l1_h3", 0)]
    public void Train_FrozenModel_HoldsTheParentsHeadsAfterSteps0And100And200Only(string name, int firstHead)
    {
        var plan = TrainingPlan.For(ModelName.Parse(name), Preset.Compact, 250);
        var parent = Parameters.Initialise(plan.Parent!.Config, 99);
        using var engine = new EngineFactory("cpu", 1).Create(plan.Config);
        var held = new List<int>();

        new Trainer(engine, plan.CreateData(), plan.Recipe, plan.StartFrom(parent)).Run(progress: progress =>
        {
            var source = parent["blocks.0.attn.W_K"];
            if (engine.GetParameters()["blocks.0.attn.W_K"].Slice(firstHead * source.Length / 3, source.Length).SequenceEqual(source))
            {
                held.Add(progress.Step - 1);
            }
        });

        held.Should().Equal(0, 100, 200);
    }

    [Fact]
    public void Resume_FrozenModel_EndsInTheSameBitsAndRefusesAnotherStart()
    {
        using var folder = new EmptyRepository();
        var checkpoint = new CheckpointPlan(folder["c"], 500);
        var plan = TrainingPlan.For(ModelName.Parse("ins2_mix_d1_l1_h2"), Preset.Compact, 150);
        var other = TrainingPlan.For(ModelName.Parse("ins3_mix_d1_l1_h2"), Preset.Compact, 150);
        var parent = Parameters.Initialise(plan.Parent!.Config, 99);
        var stranger = Parameters.Initialise(plan.Parent!.Config, 98);
        using var engine = new EngineFactory("cpu", 1).Create(plan.Config);
        new Trainer(engine, plan.CreateData(), plan.Recipe, plan.StartFrom(parent)).Run();
        var whole = engine.GetParameters().Hash();

        foreach (var end in (int[])[100, 137])
        {
            using var stop = new CancellationTokenSource();
            var trainer = File.Exists(checkpoint.Path)
                ? Trainer.Resume(checkpoint.Path, engine, plan.CreateData(), plan.Recipe, plan.StartFrom(parent))
                : new Trainer(engine, plan.CreateData(), plan.Recipe, plan.StartFrom(parent));
            trainer.Run(checkpoint, progress => (progress.Step == end ? stop : null)?.Cancel(), stop.Token).Steps.Should().Be(end);
        }

        Refusal(plan.StartFrom(stranger)).Should().Contain(parent.Hash()).And.Contain(stranger.Hash());
        Refusal(other.StartFrom(parent)).Should().Contain("'ins2 and own draws from ").And.Contain("expected 'ins3 and own draws from ");
        Refusal(null).Should().Contain("initialisation is 'ins2 and own draws from").And.Contain("expected 'random'");
        Trainer.Resume(checkpoint.Path, engine, plan.CreateData(), plan.Recipe, plan.StartFrom(parent)).Run();
        engine.GetParameters().Hash().Should().Be(whole);

        string Refusal(IInitialisation? start) =>
            FluentActions.Invoking(() => Trainer.Resume(checkpoint.Path, engine, plan.CreateData(), plan.Recipe, start))
                .Should().Throw<SafetensorsException>().Which.Message;
    }

    // Every value is drawn, biases too, so that two buffers agree nowhere by chance.
    private static Parameters Random(TransformerConfig config, uint stream)
    {
        var parameters = new Parameters(new ParameterLayout(config));
        var random = new RandomSequence(4, StreamPurpose.Testing, stream);
        foreach (ref var value in parameters.Values)
        {
            value = (float)random.NextGaussian();
        }

        return parameters;
    }

    private static void ShouldHold(Parameters child, Parameters parent, Parameters before, string[] copied, int firstHead)
    {
        foreach (var spec in child.Layout.All)
        {
            var layer = spec.Name.StartsWith("blocks.", StringComparison.Ordinal) ? spec.Name[7] - '0' : -1;
            var name = layer < 0 ? spec.Name : spec.Name[9..];
            var hasHeads = name.StartsWith("attn.", StringComparison.Ordinal) && !string.Equals(name, "attn.b_O", StringComparison.Ordinal);
            var pieces = hasHeads ? ChildConfig.Heads : 1;
            var size = spec.Length / pieces;
            for (var piece = 0; piece < pieces; piece++)
            {
                var from = piece - (hasHeads ? firstHead : 0);
                var expected = copied.Contains(name) && layer < ParentConfig.Layers && from >= 0 && from < (hasHeads ? ParentConfig.Heads : 1)
                    ? parent[spec.Name].Slice(from * size, size)
                    : before[spec].Slice(piece * size, size);
                child[spec].Slice(piece * size, size).SequenceEqual(expected).Should().BeTrue($"{spec.Name}, piece {piece}");
            }
        }
    }
}
