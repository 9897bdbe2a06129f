using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Gives a question, at one position, the residual stream behind every block of a donor that differs in the deciding carry alone (the
/// authors' re-tests of arXiv 2402.02619: for middle digits '=' is not where the carry comes from).
/// </summary>
public static class CarryPlaceScan
{
    /// <summary>The digits 1 to n − 1: those that get a carry and are not the highest of a sum.</summary>
    public static IEnumerable<int> MiddleDigits(QuestionLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Enumerable.Range(1, layout.Digits - 1);
    }

    /// <summary>One digit; without any counts where the model answers no pair of questions right.</summary>
    /// <exception cref="ArgumentException">The digit gets no carry, or the model is no arithmetic model.</exception>
    public static CarryPlace Of(IEngine engine, QuestionKind kind, int digit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var points = Enumerable.Range(0, engine.Config.Layers).Select(layer => new HookPoint(HookKind.ResidualPost, layer)).ToImmutableArray();
        var layout = QuestionLayout.Of(engine.Config);
        int[] places = [layout.EqualsSign, layout.PredictedAt(digit)];
        using var run = CarryRun.Of(engine, kind, digit, seed, points, [.. places.Distinct().Order()]);
        if (run is null)
        {
            return new CarryPlace(kind, digit, default, ByDepth: [], default, default, default);
        }

        var pairs = run.Pairs;
        var donors = points.ToDictionary(point => point, run.Donors);
        var answers = new int[2][];
        run.Change(
            [.. places.Select(position =>
                points.Select(point => Intervention.Replace(point, donors[point], [position])).ToImmutableArray())],
            (place, logits) => Answers.Read(logits.Values, answers[place] = new int[pairs.Clean.Count]));
        var (equalsSign, prediction) = (answers[0], answers[1]);
        var depths = Enumerable.Range(1, digit).Select(depth => new CaseShare($"depth {depth}", pairs.Flipped(equalsSign, row => pairs.Depths[row] == depth)));
        return new CarryPlace(
            kind,
            digit,
            pairs.Flipped(equalsSign),
            [.. depths],
            pairs.Disturbed(equalsSign),
            pairs.Flipped(prediction),
            pairs.Disturbed(prediction));
    }
}
