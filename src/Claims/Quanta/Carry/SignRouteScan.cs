using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Carry;

/// <summary>
/// Gives subtractions, at '=', what the model has there for a donor of the other sign that differs in the deciding pair alone (the authors' re-tests of arXiv
/// 2402.02619: the sign is the comparison of the operands, delivered at '=').
/// </summary>
public static class SignRouteScan
{
    /// <summary>One kind of subtraction; without any counts where the model answers no pair of questions right.</summary>
    /// <exception cref="ArgumentException">The kind is addition, the model has one layer, or it is no arithmetic model.</exception>
    public static SignRoute Of(IEngine engine, QuestionKind kind, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var (layout, layers) = (QuestionLayout.Of(engine.Config), engine.Config.Layers);
        if (layers < 2)
        {
            throw new ArgumentException("In a model of one layer no other token can compare anything for '='; two layers or more are needed.");
        }

        var pairs = SignPairs.Draw(layout, kind, seed);
        HookPoint[] heads = [.. Enumerable.Range(1, layers - 1).Select(layer => new HookPoint(HookKind.Z, layer))];
        HookPoint[] behind = [.. Enumerable.Range(0, layers - 1).Select(layer => new HookPoint(HookKind.ResidualPost, layer))];
        using var interchange = new Interchange(engine, pairs.Clean, pairs.Donors, new ForwardRequest
        {
            Record = [.. heads, .. behind],
            RecordPositions = [.. Enumerable.Range(0, layout.EqualsSign + 1)],
            LogitPositions = layout.LossPositions,
        });
        var (clean, donors) = (Answers.Wrong(layout, pairs.Clean, interchange.CleanLogits), Answers.Wrong(layout, pairs.Donors, interchange.DonorLogits));
        var right = Enumerable.Range(0, pairs.Clean.Count).Where(row => clean[row] == 0 && donors[row] == 0).ToLookup(row => row < SignPairs.Drawn);
        int[] others = [.. right[true]];
        int[] sames = [.. right[false]];
        if (others.Length + sames.Length == 0)
        {
            return new SignRoute(kind, default, default, default, default, default, default, default, default);
        }

        ImmutableArray<int> first = [.. Enumerable.Range(0, layout.Digits)];
        ImmutableArray<int> second = [.. first.Select(place => layout.Operator + 1 + place)];
        Intervention Take(HookPoint at, params ImmutableArray<int> positions) => Intervention.Replace(at, interchange.Donor(at), positions);
        Intervention Keep(HookPoint at) => Intervention.Replace(at, interchange.Clean(at), [layout.EqualsSign]);
        int[] Signs(IEnumerable<Intervention> interventions)
        {
            var answers = new int[pairs.Clean.Count * layout.AnswerLength];
            Answers.Read(interchange.Patch(interventions).Values, answers);

            // The sign is the first token of an answer.
            return [.. Enumerable.Range(0, pairs.Clean.Count).Select(row => answers[row * layout.AnswerLength])];
        }

        // By any of some runs.
        Proportion Flipped(params int[][] runs) =>
            new(others.Count(row => runs.Any(signs => signs[row] == pairs.Donors[row][layout.Sign])), others.Length);

        var byHeads = Signs(heads.Select(at => Take(at, layout.EqualsSign)));
        var byFirstLayer = Signs([Take(behind[0], layout.EqualsSign), .. heads.Select(Keep)]);
        return new SignRoute(
            kind,
            Flipped(byHeads),
            Flipped(Signs([Take(heads[^1], layout.EqualsSign)])),
            Flipped(byFirstLayer),
            Flipped(Signs(behind.Select(at => Take(at, layout.Second(0))))),
            Flipped(Signs(behind.Select(at => Take(at, second)))),
            Flipped(Signs(behind.Select(at => Take(at, first)))),
            Flipped(byHeads, byFirstLayer),
            new Proportion(sames.Count(row => byHeads[row] != pairs.Clean[row][layout.Sign]), sames.Length));
    }
}
