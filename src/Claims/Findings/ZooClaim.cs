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
public abstract class ZooClaim(Claim claim, Preset preset, ImmutableArray<IRecordControl> controls) : IClaimMeasurement
{
    // So many names make a command; more are the whole zoo.
    private const int MostNamed = 5;

    /// <inheritdoc/>
    public Claim Claim { get; } = claim;

    /// <summary>What the records say: a pure function of them.</summary>
    /// <param name="records">The records of all models of the claim.</param>
    public abstract ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records);

    /// <inheritdoc/>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var names = Claim.Models.Select(ModelName.Parse).ToArray();
        var recorded = names.Select(name => models.Recorded(name, preset)).OfType<RecordedModel>().ToImmutableArray();
        var missing = names.Except(recorded.Select(model => model.Plan.Name)).ToArray();
        if (missing.Length > 0)
        {
            return ClaimResult.NotMeasured(Claim, Missing(missing, names.Length));
        }

        if (recorded.FirstOrDefault(model => !RecordedFails.AreComplete(model.Record)) is { } partial)
        {
            return ClaimResult.NotMeasured(
                Claim, $"The record of {partial.Plan.Name} ({Names.Of(preset)}) counts fewer than {RecordedFails.Questions} enriched questions an operation.");
        }

        var measurements = Judge(recorded.ToDictionary(model => model.Plan.Name, model => model.Record));
        return ClaimResult.Of(Claim, recorded[0].Device, measurements, [.. controls.Select(control => control.Run(recorded, cancellation))]);
    }

    private string Missing(ModelName[] missing, int models)
    {
        var named = missing.Length <= MostNamed ? string.Concat(missing.Select(name => $"{name} ")) : "";
        return $"{missing.Length} of {models} models are not in the {Names.Of(preset)} zoo; 'repro zoo train {named}--preset {Names.Of(preset)}' trains and "
            + "measures them.";
    }
}
