using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-19: the resolved carry comes over several heads, none of which is needed alone.</summary>
public sealed class RedundantResolution() : CircuitClaim(
    "ADD-19",
    "In cascades the last layer's heads where a digit is predicted are needed together and none of them alone.",
    "the authors' re-tests: the resolved carry comes over a redundant pair of last-layer heads; ablating both breaks it (0.85 and 1.07 above baseline for 5 and "
    + "6 digits), ablating one does not",
    new Criterion(
        "share of cascades in which A_{k+1} goes wrong when all last-layer heads that predict it are ablated, less that when only the one is whose ablation "
        + "breaks most",
        Comparator.AtLeast,
        0.25,
        "Who does not know the carry still guesses right in half of the cascades, half of which carry; so at most about 0.5 can go wrong, and half of that "
        + "is asked. Cascades have a sum of 9 at digit k and a carry decided one or more pairs below, each depth equally often, for every k from 1."),
    AdditionModelsMapped.Small,
    [
        new StoredMaps(),
        new PlantedCircuit(meets: false, "an adder with a planted circuit, whose carry comes over one head, does not meet the criterion"),
        new UntrainedCircuit(),
    ])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var parts = new List<Measurement>();
        var (asked, together, alone) = (0, 0, 0);
        for (var k = 1; k < model.Map.Layout.Digits; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (OfDigit(model, k) is not { } counts)
            {
                continue;
            }

            asked += counts.Asked;
            together += counts.Together;
            alone += counts.Alone;
            parts.Add(new Measurement($"{model.Name}, A{k + 1}", (double)(counts.Together - counts.Alone) / counts.Asked) { Raw = RawOf(counts) });
        }

        return asked == 0 ? null : new Measurement(model.Name, (double)(together - alone) / asked)
        {
            Bounds = new Proportion(together, asked).Bounds,
            BoundsOf = "share of cascades wrong without all heads",
            Raw = RawOf((asked, together, alone)),
            Parts = [.. parts],
        };
    }

    private static (int Asked, int Together, int Alone)? OfDigit(MappedModel model, int k)
    {
        var (engine, layout) = (model.Engine, model.Map.Layout);
        if (Cascades(engine, layout, k, model.Map.QuestionSeed) is not { } questions)
        {
            return null;
        }

        var ablation = new Ablation(engine, questions, AblationKind.Mean);
        Node[] heads = [.. Enumerable.Range(0, engine.Config.Heads).Select(head => new Node(layout.PredictedAt(k + 1), engine.Config.Layers - 1, head))];
        int Wrong(IEnumerable<Node> nodes) => Answered(engine, layout, questions, ablation, nodes).Count(mask => (mask & (1u << (k + 1))) != 0);
        return (questions.Count, Wrong(heads), heads.Max(head => Wrong([head])));
    }

    // The clean questions of the test for SV whose carry is decided below digit k, of those the ones that are answered right.
    private static TokenBatch? Cascades(IEngine engine, QuestionLayout layout, int k, ulong seed)
    {
        var pairs = QuestionPairs.Of(TaskDefinition.Of(SubTask.SV), layout, k, PairSource.Sampled, seed)!;
        pairs = pairs.Where(layout, row => pairs.Cases[row] > 0)!;
        var wrong = Answered(engine, layout, pairs.Clean, ablation: null, []);
        return pairs.Where(layout, row => wrong[row] == 0)?.Clean;
    }

    private static uint[] Answered(IEngine engine, QuestionLayout layout, TokenBatch questions, Ablation? ablation, IEnumerable<Node> without)
    {
        var request = new ForwardRequest { LogitPositions = layout.LossPositions, Interventions = ablation?.Of(without) ?? [] };
        return Answers.Wrong(layout, questions, engine.Forward(questions, request).Logits);
    }

    private static ImmutableSortedDictionary<string, double> RawOf((int Asked, int Together, int Alone) counts) =>
        Measurement.RawOf(("cascades", counts.Asked), ("wrong without all heads", counts.Together), ("wrong without the one head", counts.Alone));
}
