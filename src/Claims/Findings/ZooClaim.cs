using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>
/// A claim judged from the records of the zoo's models, which count wrong answers to a million questions; that these records are true of
/// the committed parameters is what its controls check.
/// </summary>
/// <param name="claim">The claim.</param>
/// <param name="preset">Size of its models.</param>
/// <param name="controls">Its controls, in the claim's order.</param>
/// <param name="ofSome">Whether it can be judged from some of its models where the others are not there.</param>
public abstract class ZooClaim(Claim claim, Preset preset, ImmutableArray<IRecordControl> controls, bool ofSome = false) : IClaimMeasurement
{
    /// <inheritdoc/>
    public Claim Claim { get; } = claim;

    /// <summary>What the records say: a pure function of them.</summary>
    /// <param name="records">The records of all models of the claim, or of some where these suffice.</param>
    public abstract ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records);

    /// <inheritdoc/>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var (recorded, missing) = ModelsOf.Recorded(Claim, models, preset, ofSome);
        if (missing is not null)
        {
            return missing;
        }

        if (recorded.FirstOrDefault(model => !RecordedFails.AreComplete(model.Record)) is { } partial)
        {
            return ClaimResult.NotMeasured(
                Claim, $"The record of {partial.Plan.Name} ({Names.Of(partial.Plan.Preset)}) does not count {RecordedFails.Questions} enriched questions an operation.");
        }

        var measurements = Judge(recorded.ToDictionary(model => model.Plan.Name, model => model.Record));
        var result = ClaimResult.Of(Claim, recorded[0].Device, measurements, [.. controls.Select(control => control.Run(recorded, cancellation))]);
        return recorded.Length == Claim.Models.Length ? result : result.OfSome(recorded.Length);
    }
}
