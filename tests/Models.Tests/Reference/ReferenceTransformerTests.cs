using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Tests.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Reference;

/// <summary>Facts that follow from the formulas without running them: the ground truth needs ground too.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ReferenceTransformerTests
{
    public static TheoryData<string> Models => TestModel.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Forward_AnyModel_FiresEveryHookPointInTheDocumentedShape(string name)
    {
        var model = TestModel.Named(name);

        var run = new ReferenceTransformer(model.Parameters()).Forward(model.Tokens(2));

        run.Hooks.Keys.Should().BeEquivalentTo(HookPoint.All(model.Config));
        foreach (var (point, value) in run.Hooks)
        {
            value.Shape.Should().Equal(TestModel.Shape(model.Config, point.Kind, 2, model.Length), point.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Forward_AnyModel_NormalisesPatternAndResidual(string name)
    {
        var model = TestModel.Named(name);
        var parameters = model.Parameters();
        parameters["ln_final.w"].Fill(1);
        parameters["ln_final.b"].Clear();

        var run = new ReferenceTransformer(parameters).Forward(model.Tokens(2));

        foreach (var row in run.Hooks[new HookPoint(HookKind.Pattern, 0)].Values.Chunk(model.Length))
        {
            row.Sum().Should().BeApproximately(1, 1e-12);
        }

        foreach (var row in run.Hooks[new HookPoint(HookKind.NormFinal)].Values.Chunk(model.Config.DModel))
        {
            row.Average().Should().BeApproximately(0, 1e-12);
        }
    }

    [Fact]
    public void Forward_ZeroQueries_AttendsUniformlyToThePast()
    {
        var model = TestModel.Named("relu");
        var parameters = model.Parameters();
        parameters["blocks.0.attn.W_Q"].Clear();
        parameters["blocks.0.attn.b_Q"].Clear();

        var pattern = new ReferenceTransformer(parameters).Forward(model.Tokens(1)).Hooks[new HookPoint(HookKind.Pattern, 0)];

        for (var query = 0; query < model.Length; query++)
        {
            for (var key = 0; key < model.Length; key++)
            {
                pattern[0, 1, query, key].Should().BeApproximately(key <= query ? 1.0 / (query + 1) : 0, 1e-12);
            }
        }
    }

    [Fact]
    public void Loss_ZeroUnembedding_IsTheEntropyOfAFairDie()
    {
        var model = TestModel.Named("relu");
        var parameters = model.Parameters();
        parameters["unembed.W_U"].Clear();
        parameters["unembed.b_U"].Fill(3);

        new ReferenceTransformer(parameters).Loss(model.Tokens(4), 1, 3).Should().BeApproximately(Math.Log(model.Config.Vocabulary), 1e-12);
    }

    [Fact]
    public void Loss_CertainUnembedding_IsZeroAndExactWhereTheTokenFollows()
    {
        var model = TestModel.Named("relu");
        var parameters = model.Parameters();
        parameters["unembed.W_U"].Clear();
        parameters["unembed.b_U"].Clear();
        parameters["unembed.b_U"][4] = 100;
        var tokens = model.Tokens(3);
        tokens.Tokens.Fill(4);
        var reference = new ReferenceTransformer(parameters);

        reference.Loss(tokens, 0, 2).Should().BeApproximately(0, 1e-12);
        reference.Exact(tokens, 0, 2).Should().Be(3);
        tokens[1][3] = 5;
        reference.Exact(tokens, 0, 2).Should().Be(2);
        reference.Exact(tokens, 0, 1).Should().Be(3);
    }

    [Fact]
    public void Forward_AblatedAttentionAndMlp_LeavesTheEmbeddingInTheResidual()
    {
        var model = TestModel.Named("relu");
        var run = new ReferenceTransformer(model.Parameters()).Forward(
            model.Tokens(2),
            [.. Enumerable.Range(0, model.Config.Layers).SelectMany(layer => new[]
            {
                Intervention.Zero(new HookPoint(HookKind.AttentionOut, layer)),
                Intervention.Zero(new HookPoint(HookKind.MlpOut, layer)),
            })]);

        var embedding = run.Hooks[new HookPoint(HookKind.ResidualPre, 0)].Values;
        run.Hooks[new HookPoint(HookKind.ResidualPost, model.Config.Layers - 1)].Values.Should().Equal(embedding);
    }

    [Fact]
    public void Forward_ChangedAtChosenPositionAndHead_ChangesNothingElseThere()
    {
        var model = TestModel.Named("relu");
        var reference = new ReferenceTransformer(model.Parameters());
        var point = new HookPoint(HookKind.Z, 0);
        var before = reference.Forward(model.Tokens(2)).Hooks[point];

        var after = reference.Forward(model.Tokens(2), Intervention.Zero(point, [3], [1])).Hooks[point];

        for (var b = 0; b < 2; b++)
        {
            for (var p = 0; p < model.Length; p++)
            {
                for (var h = 0; h < model.Config.Heads; h++)
                {
                    for (var e = 0; e < model.Config.DHead; e++)
                    {
                        after[b, p, h, e].Should().Be(p == 3 && h == 1 ? 0 : before[b, p, h, e]);
                    }
                }
            }
        }
    }
}
