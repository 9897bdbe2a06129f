using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Carry;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-30: what decides the sign comes to '=' through heads above the first layer.</summary>
public sealed class SignAtEqualsSign() : CircuitClaim(
    "MIX-30",
    "What decides the sign of a difference comes to '=' through the heads above the first layer: given the z that they have there for a donor of the other sign, the sign becomes the donor's.",
    "the authors' re-tests: in the mixed model the sign is the comparison of D and D', delivered at '='",
    new Criterion(
        "share of subtractions whose sign becomes that of a donor of the other sign when at '=' all heads above the first layer have the donor's z, the lesser of positive and negative answers",
        Comparator.AtLeast,
        0.9,
        "What confirms a sub-task elsewhere; no number is published. The donor differs in the deciding pair alone, the highest of unequal digits, and every digit decides equally often. With heads of "
        + "the first layer, which see tokens alone, everything at '=' would be the donor's, and the sign with it. That what comes was compared before the test does not show: what the tokens of each operand do stands "
        + "beside it. The statement first said so, and the criterion was the same."),
    MixedModelsMapped.All,
    [
        new SameCarryDonors("the sign", "at '=' by the heads above the first layer", "sign", (model, cancellation) => Routes.Of(model, cancellation).Select(route => route.NullByHeads)),
        PlantedCircuit.OfAllKinds(),
    ])
{
    private static readonly OnceAModel<SignRoute> Routes = new((model, cancellation) => MapLacksLastHeads.Subtractions
        .Where(kind => model.Kinds.Contains(kind)).Select(kind => Scan(model, kind, cancellation)));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ImmutableArray<Measurement> parts = [.. Routes.Of(model, cancellation).Where(route => route.ByHeads.Trials > 0).Select(route => Part(model, route))];
        return parts.IsEmpty ? null : parts.MinBy(part => part.Value)! with { Name = model.Name, Parts = parts };
    }

    private static SignRoute Scan(MappedModel model, QuestionKind kind, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return SignRouteScan.Of(model.Engine, kind, AccuracyPlan.QuestionSeed);
    }

    private static Measurement Part(MappedModel model, SignRoute route) => new($"{model.Name}, {route.Kind}", route.ByHeads.Value)
    {
        Bounds = route.ByHeads.Bounds,
        BoundsOf = "share of questions",
        Raw = Measurement.RawOf(
            ("questions", route.ByHeads.Trials),
            ("flipped by the heads above the first layer", route.ByHeads.Hits),
            ("flipped by the last layer's heads", route.ByLastHeads.Hits),
            ("flipped by what the first layer puts out", route.ByFirstLayer.Hits),
            ("flipped by either", route.ByEither.Hits),
            ("flipped from the last operand token", route.FromLastOperand.Hits),
            ("flipped from the second operand's tokens", route.FromSecondOperand.Hits),
            ("flipped from the first operand's tokens", route.FromFirstOperand.Hits),
            ("changed by donors with the same sign", route.NullByHeads.Hits)),
    };
}
