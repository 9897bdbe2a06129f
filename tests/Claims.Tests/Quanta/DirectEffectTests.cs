using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Planted;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

/// <summary>What heads write to the logits with nothing between, in the planted adder, where it is nothing, and in one where it is made to count.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class DirectEffectTests(PlantedModel planted) : IClassFixture<PlantedModel>
{
    private const int Digit = 2;
    private readonly Node[] _heads = [new(planted.Adder.Layout.PredictedAt(Digit), 0, 1), new(planted.Adder.Layout.PredictedAt(Digit), 0, 2)];

    [Fact]
    public void Of_HeadsThatTheMlpReads_IsNothing()
    {
        var effect = Of(planted.Engine);

        (effect.Digit, effect.Changed, effect.Exact).Should().Be((Digit, new(0, TaskThresholds.Pairs), new(0, TaskThresholds.Pairs)));

        // The last MLP alone writes answers: the donor's, where that is another.
        var (layout, pairs) = (planted.Adder.Layout, QuestionPairs.Of(TaskDefinition.Of(SubTask.SA), planted.Adder.Layout, Digit, PairSource.Sampled, seed: 1)!);
        var others = Enumerable.Range(0, pairs.Others).Count(row => pairs.Donors[row][layout.Answer(Digit)] != pairs.Clean[row][layout.Answer(Digit)]);
        effect.ByLastMlp.Should().Be(new Proportion(others, TaskThresholds.Pairs));
        others.Should().BePositive();
    }

    [Fact]
    public void Of_HeadsThatTheLogitsReadToo_IsWhatTheyRead()
    {
        // The logits read the sum, for 9 and against lower digits, and what the first layer's MLP writes of it takes that back, so that all answers stay right.
        using var engine = PlantedModel.Run(ReadByLogits());

        Of(planted.Engine).Changed.Hits.Should().Be(0);
        var effect = Of(engine);
        effect.Changed.Trials.Should().Be(TaskThresholds.Pairs, "all questions are still answered right");
        effect.Changed.Value.Should().BeGreaterThan(0.8, "a greater sum gives 9, a smaller one 0");
        effect.Exact.Value.Should().BeInRange(0.05, 0.4, "which some donors have");
    }

    [Fact]
    public void Of_HeadsThatTheLogitsReadToo_IsWhatTheDifferenceOfTheirOutputsAddsToTheFinalStream()
    {
        // By hand: (z of the donor − z of the question) · W_O, added to the residual stream behind the last layer.
        var parameters = ReadByLogits();
        using var engine = PlantedModel.Run(parameters);
        var (layout, config, position) = (planted.Adder.Layout, planted.Adder.Config, _heads[0].Position);
        var pairs = QuestionPairs.Of(TaskDefinition.Of(SubTask.SA), layout, Digit, PairSource.Sampled, seed: 1)!;
        var record = new ForwardRequest { Record = [_heads[0].At], RecordPositions = [position], LogitPositions = [] };
        var (clean, donors) = (engine.Forward(pairs.Clean, record)[_heads[0].At], engine.Forward(pairs.Donors, record)[_heads[0].At]);
        var added = new float[pairs.Clean.Count * config.DModel];
        foreach (var head in _heads.Select(node => node.Head!.Value))
        {
            for (var i = 0; i < config.DHead; i++)
            {
                var output = PlantedModel.Row(parameters, "blocks.0.attn.W_O", (head * config.DHead) + i);
                for (var row = 0; row < pairs.Clean.Count; row++)
                {
                    var place = (head * config.DHead) + i;
                    var more = donors.At(row, position)[place] - clean.At(row, position)[place];
                    for (var coordinate = 0; coordinate < config.DModel; coordinate++)
                    {
                        added[(row * config.DModel) + coordinate] += more * output[coordinate];
                    }
                }
            }
        }

        var behind = new HookPoint(HookKind.ResidualPost, config.Layers - 1);
        var run = engine.Forward(pairs.Clean, new ForwardRequest
        {
            Interventions = [Intervention.Add(behind, new HookValue([pairs.Clean.Count, 1, config.DModel], added, [position]), [position])],
            LogitPositions = [position],
        });
        var answers = new int[pairs.Clean.Count];
        Answers.Read(run.Logits.Values, answers);

        var changed = Enumerable.Range(0, pairs.Others).Count(row => answers[row] != pairs.Clean[row][layout.Answer(Digit)]);
        changed.Should().BeInRange(1, pairs.Others - 1, "else all or none would agree with anything");
        Of(engine).Changed.Should().Be(new Proportion(changed, pairs.Others));
    }

    [Fact]
    public void Of_AnMlp_IsRefused() => FluentActions
        .Invoking(() => DirectEffectScan.Of(planted.Engine, SubTask.SA, Digit, [new Node(_heads[0].Position, 0, head: null)], seed: 1)).Should().Throw<ArgumentException>().WithMessage("*A*L0MLP*");

    [Fact]
    public void Of_AHeadElsewhere_IsRefused() => FluentActions
        .Invoking(() => DirectEffectScan.Of(planted.Engine, SubTask.SA, digit: 1, [.. _heads], seed: 1)).Should().Throw<ArgumentException>().WithMessage("*at the position that predicts*");

    [Fact]
    public void Of_ADigitThatThereIsNot_IsRefused() => FluentActions
        .Invoking(() => DirectEffectScan.Of(planted.Engine, SubTask.SA, digit: 4, [.. _heads], seed: 1)).Should().Throw<ArgumentException>().WithMessage("SA of digit 4*");

    private DirectEffect Of(IEngine engine) => DirectEffectScan.Of(engine, SubTask.SA, Digit, [.. _heads], seed: 1);

    private Parameters ReadByLogits()
    {
        const float Gain = 50;
        const int Decoy = 3;
        var parameters = planted.Adder.Parameters.Clone();
        var balance = new ResidualPlan(planted.Adder.Layout.Length).Balance;
        for (var layer = 0; layer < planted.Adder.Config.Layers; layer++)
        {
            PlantedModel.Row(parameters, $"blocks.{layer}.attn.W_O", Decoy * planted.Adder.Config.DHead).Clear();
        }

        // The first neuron is the sum itself.
        var sum = PlantedModel.Row(parameters, "blocks.0.mlp.W_out", 0);
        sum[ResidualPlan.Unread] += 1;
        sum[balance] -= 1;
        for (var digit = 0; digit < 10; digit++)
        {
            PlantedModel.Row(parameters, "unembed.W_U", ResidualPlan.Sum)[digit] = Gain * digit;
            PlantedModel.Row(parameters, "unembed.W_U", ResidualPlan.Unread)[digit] = -Gain * digit;
        }

        return parameters;
    }
}
