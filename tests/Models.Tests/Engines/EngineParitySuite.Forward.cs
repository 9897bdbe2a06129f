using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Tests.Reference;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

public abstract partial class EngineParitySuite
{
    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Forward_AnyModel_GivesTheReferenceLogits(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(5);

        var result = engine.Forward(tokens, ForwardRequest.Default);

        var expected = new ReferenceTransformer(model.Parameters()).Forward(tokens).Logits;
        Difference.Beyond(Rounding.Forward(model.Config, model.Length), result.Logits, expected).Should().BeNull();
        result.Recorded.Should().BeEmpty();
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Forward_EveryHookPointRecorded_GivesTheReferenceValuesAndTheSameLogits(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);

        var result = engine.Forward(tokens, RecordingAll(model.Config));

        var expected = new ReferenceTransformer(model.Parameters()).Forward(tokens);
        result.Recorded.Keys.Should().BeEquivalentTo(HookPoint.All(model.Config));
        foreach (var (point, value) in expected.Hooks)
        {
            Difference.Beyond(Rounding.Forward(model.Config, model.Length), result[point], value).Should().BeNull(point.Name);
        }

        MustAgree(model, result.Logits.Values, engine.Forward(tokens, ForwardRequest.Default).Logits.Values);
    }

    [SkippableFact]
    public void Forward_OneHookPointRecorded_ReturnsThatOneOnly()
    {
        var model = TestModel.Named("odd");
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(2);
        var all = engine.Forward(tokens, RecordingAll(model.Config));

        foreach (var point in HookPoint.All(model.Config))
        {
            var one = engine.Forward(tokens, new ForwardRequest { Record = [point] });

            one.Recorded.Keys.Should().Equal(point);
            Difference.InBits(one[point].Values, all[point].Values).Should().BeNull(point.Name);
        }
    }

    [SkippableTheory]
    [InlineData("relu")]
    [InlineData("tied")]
    [InlineData("beyond a block")]
    public void Forward_ShorterSequence_GivesTheReferenceLogits(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var reference = new ReferenceTransformer(model.Parameters());

        for (var length = 1; length <= model.Length; length++)
        {
            var tokens = model.Tokens(3, length);

            var logits = engine.Forward(tokens, ForwardRequest.Default).Logits;

            Difference.Beyond(Rounding.Forward(model.Config, length), logits, reference.Forward(tokens).Logits).Should().BeNull($"length {length}");
        }
    }

    [SkippableTheory]
    [InlineData("odd")]
    [InlineData("tied")]
    [InlineData("beyond a block")]
    public void Forward_ChosenLogitPositions_GivesThoseOfTheFullRun(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        var point = new HookPoint(HookKind.AttentionOut, model.Config.Layers - 1);
        var request = RecordingAll(model.Config) with { Interventions = [Intervention.Add(point, model.Source(point, 1), [1, 4])] };
        var clean = engine.Forward(tokens, ForwardRequest.Default).Logits;
        var changed = engine.Forward(tokens, request);

        foreach (var positions in new int[][] { [], [0], [4], [1, 2], [0, 3, model.Length - 1], [.. Enumerable.Range(0, model.Length)] })
        {
            var cleanChosen = engine.Forward(tokens, new ForwardRequest { LogitPositions = [.. positions] }).Logits;
            var changedChosen = engine.Forward(tokens, request with { LogitPositions = [.. positions] });

            var because = $"positions {string.Join(", ", positions)}";
            cleanChosen.Shape.Should().Equal(3, positions.Length, model.Config.Vocabulary);
            MustAgree(model, cleanChosen.Values, AtPositions(clean, positions), because);
            MustAgree(model, changedChosen.Logits.Values, AtPositions(changed.Logits, positions), because);
            foreach (var recorded in request.Record)
            {
                Difference.InBits(changedChosen[recorded].Values, changed[recorded].Values).Should().BeNull($"{recorded}, {because}");
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Forward_LaterTokenChanged_ChangesNoEarlierLogit(string name)
    {
        var model = TestModel.Named(name);
        using var engine = CreateWithParameters(model);
        var tokens = model.Tokens(3);
        var before = engine.Forward(tokens, ForwardRequest.Default).Logits;

        for (var changed = 1; changed < model.Length; changed++)
        {
            var other = model.Tokens(3);
            for (var row = 0; row < 3; row++)
            {
                other[row][changed] = (other[row][changed] + 1) % model.Config.Vocabulary;
            }

            var after = engine.Forward(other, ForwardRequest.Default).Logits;

            int[] earlier = [.. Enumerable.Range(0, changed)];
            Difference.InBits(AtPositions(after, earlier), AtPositions(before, earlier)).Should().BeNull($"token {changed} changed");
            Difference.InBits(AtPositions(after, [changed]), AtPositions(before, [changed])).Should().NotBeNull($"token {changed} changed");
        }
    }

    /// <summary>Logits [batch, position, d_vocab] at some positions.</summary>
    private static float[] AtPositions(HookValue logits, int[] positions)
    {
        var (count, length, width) = (logits.Shape[0], logits.Shape[1], logits.Shape[2]);
        var chosen = new List<float>();
        for (var b = 0; b < count; b++)
        {
            foreach (var p in positions)
            {
                chosen.AddRange(logits.Values.AsSpan(((b * length) + p) * width, width));
            }
        }

        return [.. chosen];
    }
}
