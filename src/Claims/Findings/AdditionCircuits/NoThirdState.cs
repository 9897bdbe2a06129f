using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Carry;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-26: where a digit is predicted, a sum of 9 is no third state.</summary>
public sealed class NoThirdState() : CircuitClaim(
    "ADD-26",
    "Where a digit is predicted the last layer's MLP gets no third symbol for a sum of 9 in the pair below: such sums lie on the axis between carry and no carry, and "
    + "the carry from further below moves them along it.",
    "the authors' re-tests: no separate third symbol for U at answer positions, the carry is a binary code (off the axis by no more than chance, p 0.85 to 0.92)",
    new Criterion(
        "share of digits A_k, k from 2, at which the mean MLP input of sums of 9 is off the axis by at most a quarter of the way that the carry from below moves it "
        + "along the axis",
        Comparator.AtLeast,
        1,
        "Every digit. A third symbol as far from both others as these are from each other would be off by 0.87 of their distance. The distance is judged and not "
        + "its p, which falls with the number of questions however small the distance is; p is given beside it, as are sums of 9 with and without carry alone. "
        + "An untrained model holds no third symbol either, so this says what the carry is like and not that it is there, which ADD-18 does."),
    AdditionModelsMapped.EverySize,
    [new PlantedThirdState(), new PlantedCircuit(), new UntrainedCircuit()])
{
    private static readonly OnceAModel<CombinerInputs> Known = new((model, cancellation) =>
        CombinerInputs.Digits(model.Map.Layout).Select(digit =>
        {
            cancellation.ThrowIfCancellationRequested();
            return CombinerInputs.Of(model.Engine, digit, model.Map.QuestionSeed);
        }));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var seed = model.Map.QuestionSeed;
        var inputs = Inputs(model, cancellation);
        var states = inputs.Select(ThirdStateTest.Of).ToArray();
        var values = inputs.Select(digit => ThirdStateTest.PValue(digit, seed)).ToArray();
        var share = new Proportion(states.Count(state => state.IsBinary), states.Length);
        return new Measurement(model.Name, share.Value)
        {
            Raw = Measurement.RawOf(
                ("digits", share.Trials),
                ("binary", share.Hits),
                ("off the axis, greatest", Rounded(states.Max(state => state.OffAxis))),
                ("off the axis, median", Rounded(Median.Of(states.Select(state => state.OffAxis)))),
                ("off the axis, sums of 8 and 10, median", Rounded(Median.Of(states.Select(state => state.OffAxisNextTo)))),
                ("p, least", values.Min()),
                ("p, median", Median.Of(values))),
            Parts =
            [
                .. states.Select((state, index) => new Measurement($"{model.Name}, A{state.Digit}", Rounded(state.OffAxis))
                {
                    Bounds = ThirdStateTest.Bounds(inputs[index], seed),
                    BoundsOf = "distance from the axis",
                    Raw = Measurement.RawOf(
                        ("p", values[index]),
                        ("off the axis, sums of 8 and 10", Rounded(state.OffAxisNextTo)),
                        ("along the axis, without carry from below", Rounded(state.WithoutCarry)),
                        ("along the axis, with carry from below", Rounded(state.WithCarry)),
                        ("off the axis, without carry from below", Rounded(state.OffAxisWithoutCarry)),
                        ("off the axis, with carry from below", Rounded(state.OffAxisWithCarry))),
                }),
            ],
        };
    }

    /// <summary>The inputs of every digit.</summary>
    internal static ImmutableArray<CombinerInputs> Inputs(MappedModel model, CancellationToken cancellation) => Known.Of(model, cancellation);

    private static double Rounded(double value) => Math.Round(value, 4);
}
