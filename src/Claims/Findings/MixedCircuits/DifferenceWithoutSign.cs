using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-18: what the shared heads give a subtraction is not MD and ND but what these have in common.</summary>
public sealed class DifferenceWithoutSign() : CircuitClaim(
    "MIX-18",
    "The heads that add a digit pair in a mixed model give a subtraction |D_k − D'_k|, without its sign: whether A_k is made of it or of its ten's complement comes "
    + "from elsewhere.",
    "none: MD and ND, the differences modulo 10, are what the paper says the heads make; its pairs of questions cannot tell the two apart",
    new Criterion(
        "least share, over digits 0 to n − 2 and both kinds of subtraction, of digits that show a donor's base value where both pairs compare alike, and of those "
        + "that show its ten's complement where they do not",
        Comparator.AtLeast,
        0.9,
        "What a tag demands of an interchange. Found on ins1_mix_d6_l3_h4_t40K_s173289 and t50K_s572091 (shares of 0.95 to 1.00 at every digit); written before "
        + "the two models judged here had been looked at."),
    MixedModelsMapped.Both,
    [
        new SameDifference(),
        new StoredMaps(),
        PlantedCircuit.OfAllKinds(
            meets: false, "in a calculator with a planted circuit, whose heads give differences modulo 10, exactly the planted nodes are found, and it does not meet the criterion"),
        new UntrainedCircuit(),
    ])
{
    private static readonly OnceAModel<DifferenceOutcome> Known = new((model, cancellation) =>
        from digit in Enumerable.Range(0, model.Map.Layout.Digits - 1)
        let heads = BaseValueHeads.Of(model.Map, digit)
        where !heads.IsEmpty
        from kind in SwappedOperation.Kinds
        select UnsignedDifference.Of(model.Engine, heads, kind, digit, model.Map.QuestionSeed));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var outcomes = Outcomes(model, cancellation);
        if (outcomes.IsEmpty)
        {
            return null;
        }

        // A digit without such heads is one at which nothing was shown.
        var complete = outcomes.Length == SwappedOperation.Kinds.Length * (model.Map.Layout.Digits - 1);
        return new Measurement(model.Name, complete ? outcomes.Min(outcome => Math.Min(outcome.Alike.Value, outcome.Opposite.Value)) : 0)
        {
            Parts =
            [
                .. outcomes.Select(outcome => new Measurement($"{outcome.Kind}, A{outcome.Digit}", Math.Min(outcome.Alike.Value, outcome.Opposite.Value))
                {
                    Bounds = (outcome.Alike.Value < outcome.Opposite.Value ? outcome.Alike : outcome.Opposite).Bounds,
                    BoundsOf = "share of digits",
                    Raw = Measurement.RawOf(
                        ("pairs alike", outcome.Alike.Trials),
                        ("base value shown", outcome.Alike.Hits),
                        ("pairs the other way round", outcome.Opposite.Trials),
                        ("ten's complement shown", outcome.Opposite.Hits),
                        ("base value shown all the same", outcome.Modulo.Hits),
                        ("pairs with the same difference", outcome.Same.Trials),
                        ("changed by it", outcome.Same.Hits)),
                }),
            ],
        };
    }

    /// <summary>Every digit and kind of a model whose heads have SA.</summary>
    internal static ImmutableArray<DifferenceOutcome> Outcomes(MappedModel model, CancellationToken cancellation) => Known.Of(model, cancellation);
}
