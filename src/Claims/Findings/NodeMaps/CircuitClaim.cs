using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>A claim about the circuits of models, those of the compact zoo unless another source is given: one measurement a model, made from its node map.</summary>
/// <param name="id">For instance ADD-09.</param>
/// <param name="statement">The finding in one sentence.</param>
/// <param name="published">The published figure.</param>
/// <param name="criterion">What the measurement of every model must meet.</param>
/// <param name="models">The models.</param>
/// <param name="controls">The controls.</param>
public abstract class CircuitClaim(
    string id, string statement, string published, Criterion criterion, ImmutableArray<string> models, ImmutableArray<ICircuitControl> controls)
    : IClaimMeasurement
{
    /// <inheritdoc/>
    public Claim Claim { get; } = new()
    {
        Id = id,
        Paper = Paper.AdditionSubtraction,
        Statement = statement,
        Published = published,
        Criterion = criterion,
        Models = models,
        Controls = [.. controls.Select(control => control.Name)],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty
            .Add("questions", AccuracyPlan.QuestionSeed).Add("second questions", AccuracyPlan.QuestionSeed + 1).Add("checked nodes", StoredMaps.Seed),
        Tier = CostTier.Claim,
    };

    /// <summary>What a model's map, and where needed further runs of it, say; null where it has nothing of what the claim is about.</summary>
    public abstract Measurement? Judge(MappedModel model, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var (studied, missing) = ModelsOf.Studied(Claim, models);
        if (missing is not null)
        {
            return missing;
        }

        var mapped = new List<MappedModel>();
        try
        {
            foreach (var model in studied)
            {
                mapped.Add(MappedModel.Of(model, cancellation));
            }

            var judged = mapped.Select(model => (model.Name, Measurement: Judge(model, cancellation))).ToArray();
            ImmutableArray<Measurement> measurements = [.. judged.Select(single => single.Measurement).OfType<Measurement>()];
            if (measurements.IsEmpty)
            {
                return ClaimResult.NotMeasured(Claim, "None of the models has what the claim is about.");
            }

            var result = ClaimResult.Of(
                Claim, studied[0].Device, measurements, [.. controls.Select(control => control.Run(this, [.. mapped], cancellation))])
                .Without([.. judged.Where(single => single.Measurement is null).Select(single => single.Name)]);
            return mapped.Count == Claim.Models.Length ? result : result.OfSome(mapped.Count);
        }
        finally
        {
            mapped.ForEach(model => model.Dispose());
        }
    }
}
