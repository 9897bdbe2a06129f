using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Statistics;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-25: the resolved carry can be read from the sign token on, behind the last layer's attention, and not before.</summary>
public sealed class LateLinearCarry() : CircuitClaim(
    "ADD-25",
    "A linear probe reads a digit's resolved carry where the digit is predicted, behind the last layer's attention, and nowhere before the sign token has passed "
    + "that attention, so not at '='.",
    "the authors' re-tests: the resolved multi-digit carry is linearly present only from the sign token behind layer-1 attention on, 2 tokens after the last "
    + "operand (3 for 8 digits), not by '='; untrained models read 0.55 to 0.63",
    new Criterion(
        "share of digits A_k, k from 2, whose carry the probe reads where A_k is predicted, and not at the last operand token, at '=', nor at the sign token before "
        + "the last layer's attention",
        Comparator.AtLeast,
        1,
        "Every digit, as published. To read is to be right in 0.75 of held-out questions at every depth at which the carry is decided, half way from guessing to "
        + "knowing and above what untrained models gave, with p at most 0.001, the least of 999 permutations of labels. Every depth, as who has just one pair "
        + "is right where that one decides."),
    AdditionModelsMapped.EverySize,
    [new PlantedCircuit(), new UntrainedProbes(BeforeTraining)])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var digits = Probes(model.Engine, model.Map, cancellation).ToArray();
        var late = new Proportion(digits.Count(IsLate), digits.Length);
        return new Measurement(model.Name, late.Value)
        {
            Raw = Measurement.RawOf(
                ("digits", late.Trials),
                ("read where predicted", digits.Count(probes => probes[^1].Reads)),
                ("read before", digits.Count(probes => Early(probes).Any(probe => probe.Reads))),
                ("read at '='", digits.Count(probes => Early(probes).Any(probe => probe.Reads && probe.Position == model.Map.Layout.EqualsSign)))),
            Examples = [.. digits[^1].Select(probe => Text(model.Map.Layout, probe))],
            Parts =
            [
                .. digits.Select(probes =>
                {
                    var (best, due) = (Early(probes).MaxBy(probe => probe.WorstDepth.Value)!, probes[^1]);
                    return new Measurement($"{model.Name}, A{due.Digit}", best.WorstDepth.Value)
                    {
                        Bounds = best.WorstDepth.Bounds,
                        BoundsOf = "share right at the worst depth, at the best place before",
                        Raw = Measurement.RawOf(
                            ("right there", best.HeldOut.Value),
                            ("right at '=', best", Early(probes).Where(probe => probe.Position == model.Map.Layout.EqualsSign).Max(probe => probe.HeldOut.Value)),
                            ("right where predicted", due.HeldOut.Value),
                            ("right where predicted, worst depth", due.WorstDepth.Value)),
                        Examples = [.. probes.Where(probe => probe.Reads).Select(probe => Text(model.Map.Layout, probe))],
                    };
                }),
            ],
        };
    }

    /// <summary>The probes of each digit of a model of a map's size, on the map's questions.</summary>
    private static IEnumerable<ImmutableArray<CarryProbe>> Probes(IEngine engine, NodeMap map, CancellationToken cancellation)
    {
        var scan = new CarryProbeScan(engine, map.QuestionSeed, map.QuestionSeed + 1);
        return CarryProbeScan.Digits(map.Layout, QuestionKind.Add).Select(digit =>
        {
            cancellation.ThrowIfCancellationRequested();
            return scan.Of(QuestionKind.Add, digit);
        });
    }

    private static CarryProbe[] BeforeTraining(MappedModel model, CancellationToken cancellation)
    {
        using var engine = model.BeforeTraining();
        return [.. Probes(engine, model.Map, cancellation).SelectMany(digit => digit)];
    }

    private static bool IsLate(ImmutableArray<CarryProbe> probes) => probes[^1].Reads && !Early(probes).Any(probe => probe.Reads);

    private static IEnumerable<CarryProbe> Early(ImmutableArray<CarryProbe> probes) => probes.SkipLast(1);

    private static string Text(QuestionLayout layout, CarryProbe probe) => FormattableString.Invariant(
        $"A{probe.Digit} at {layout.TokenName(probe.Position)}, {probe.At}: {probe.HeldOut} right, {probe.WorstDepth} at the worst depth, p {probe.PValue}");
}
