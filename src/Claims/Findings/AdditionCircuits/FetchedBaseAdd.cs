using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-29: what models do instead of adding a pair where its digit is predicted.</summary>
public sealed class FetchedBaseAdd() : CircuitClaim(
    "ADD-29",
    "Where no head adds a digit pair at the token that predicts its digit, the pair was added at an earlier token and one or two heads of the last layer bring the sum.",
    "none; in the paper every digit is added where it is predicted, by heads that look at both digits (ADD-13)",
    new Criterion(
        "share of the digits without SA of which one last-layer head, or two together, where the digit is predicted pass SA's test of interchange, wherever they look",
        Comparator.AtLeast,
        0.8,
        "Found on add_d9_l2_h3_t45K_s173289 and add_d13_l2_h3_t50K_s572091, where a last-layer head looks at D'_k's token or at the answer token before; judged are the other four models in "
        + "which ADD-13 fails. A test passes if 90 % of 100 random pairs give exactly the expected answer in all tokens, and at most 5 % of donors with the same base value change any. One "
        + "digit in five may fail."),
    AdditionModelsMapped.OthersWithoutBaseAdd,
    [new DigitsAddedInPlace(), new StoredMaps(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var sums = Digits(model, added: false).Select(digit => Find(model, digit, cancellation)).ToArray();
        if (sums.Length == 0)
        {
            return null;
        }

        var layout = model.Map.Layout;
        var share = new Proportion(sums.Count(sum => sum.Passed is not null), sums.Length);
        int From(Func<FetchedSum, int, bool> token) => sums.Count(sum => sum.Passed is { } test && test.Nodes.Any(node => LooksMostly(model.Map, node) is { } key && token(sum, key)));
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of digits",
            Raw = Measurement.RawOf(
                ("digits without SA", share.Trials),
                ("brought", share.Hits),
                ("by one head", sums.Count(sum => sum.Passed is { Nodes.Length: 1 })),
                ("from D'_k", From((sum, key) => key == layout.Second(sum.Digit))),
                ("from the answer token before", From((sum, key) => key == layout.PredictedAt(sum.Digit) - 1))),
            Examples = [.. sums.Select(sum => $"A{sum.Digit}: {Text(sum.Passed ?? sum.Best, model.Map)}")],
        };
    }

    /// <summary>The digits of a model that heads add where they are predicted, or those that none adds there.</summary>
    internal static IEnumerable<int> Digits(MappedModel model, bool added) =>
        model.Map.Searches.Where(search => search.Tag.Task == SubTask.SA && search.Testable && search.Found.IsEmpty != added).Select(search => search.Tag.Digit!.Value);

    /// <summary>Tries the last layer's heads where a digit is predicted: each alone, then two together.</summary>
    internal static FetchedSum Find(MappedModel model, int digit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var trial = new TaskTrial(model.Engine, SubTask.SA, digit, PairSource.Sampled, model.Map.QuestionSeed);
        var config = model.Engine.Config;
        Node[] heads = [.. Node.All(config, [model.Map.Layout.PredictedAt(digit)]).Where(node => node.Head is not null && node.Layer == config.Layers - 1)];
        var tests = heads.Select(head => trial.Of(head)).ToList();
        if (!tests.Exists(test => test.Passes))
        {
            tests.AddRange(from first in heads from second in heads where first < second select trial.Of(first, second));
        }

        return new FetchedSum(digit, tests.FirstOrDefault(test => test.Passes), tests.MaxBy(test => test.Exact.Value)!);
    }

    // The token at which a useful head looks with more than half of its attention.
    private static int? LooksMostly(NodeMap map, Node head) =>
        map.Nodes.FirstOrDefault(node => node.Node == head)?.Attention.FirstOrDefault() is { Share: > 0.5 } most ? most.Key : null;

    private static string Text(SubTaskTest test, NodeMap map) =>
        $"{string.Join(" + ", test.Nodes.Select(node => LooksMostly(map, node) is { } key ? $"{node} (looks at {key})" : node.Name))} gives {test.Exact}, null {test.Null}";
}
