using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Sharing;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-11: the last layer makes an addition's digits from an addition's residual stream, inside a subtraction.</summary>
public sealed class SwappedOperation() : CircuitClaim(
    "MIX-11",
    "A subtraction that gets what layer 1 puts out for the addition of the same operands shows the digits of the sum: the last layer serves both operations.",
    "96 % of the digits (the authors' re-tests; at which positions is not said)",
    new Criterion(
        "share of digits, of those in which sum and difference differ, that show the sum after the swap at the positions that predict an answer token, the lesser "
        + "of subtractions with positive and with negative answers",
        Comparator.AtLeast,
        0.9,
        "Below the published 96 %. A swap from the operator on would be met by any model, as nothing of the subtraction is left; so it is a control, and the "
        + "answer's positions are judged, where the last layer still sees the question. Criterion and reason are older than the models beyond the first two."),
    MixedModelsMapped.All,
    [new SwapControl()])
{
    /// <summary>The kinds of subtraction.</summary>
    public static ImmutableArray<QuestionKind> Kinds { get; } = [QuestionKind.Sub, QuestionKind.Neg];

    private static readonly OnceAModel<SwapOutcome> Known = new((model, cancellation) => Kinds.SelectMany(kind =>
    {
        cancellation.ThrowIfCancellationRequested();
        var swap = new OperationSwap(model.Engine, kind, StoredMaps.Seed);
        return Enum.GetValues<SwapReach>().Select(swap.Of);
    }));

    /// <summary>The swaps of a model, for both kinds of subtraction.</summary>
    internal static ImmutableArray<SwapOutcome> Outcomes(MappedModel model, CancellationToken cancellation) => Known.Of(model, cancellation);

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var parts = Outcomes(model, cancellation);
        return new Measurement(model.Name, parts.Where(part => part.Reach == SwapReach.Answer).Min(part => part.Digits.Value))
        {
            Parts = [.. parts.Select(part => new Measurement($"{part.Kind}, {part.Reach}", part.Digits.Value)
            {
                Bounds = part.Digits.Trials == 0 ? null : part.Digits.Bounds,
                BoundsOf = "share of digits",
                Raw = Measurement.RawOf(
                    ("questions", part.Answers.Trials),
                    ("whole sums", part.Answers.Hits),
                    ("digits", part.Digits.Trials),
                    ("digits of the sum", part.Digits.Hits),
                    ("digits of the difference", part.Kept.Hits),
                    ("digits of the sum, from another subtraction", part.NullDigits.Hits)),
            })],
        };
    }
}
