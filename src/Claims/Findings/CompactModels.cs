using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>The models of a claim that needs the compact zoo.</summary>
internal static class CompactModels
{
    /// <summary>The claim's models, in its order, and why it cannot be measured where not all are there.</summary>
    public static (ImmutableArray<RecordedModel> Recorded, ClaimResult? Missing) Of(Claim claim, IModelSource models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var names = claim.Models.Select(ModelName.Parse).ToArray();
        var recorded = names.Select(name => models.Recorded(name, Preset.Compact)).OfType<RecordedModel>().ToImmutableArray();
        var missing = names.Except(recorded.Select(model => model.Plan.Name)).ToArray();
        return (recorded, missing.Length == 0 ? null : ClaimResult.NotMeasured(
            claim,
            $"{missing.Length} of {names.Length} models are not in the {Names.Of(Preset.Compact)} zoo; "
            + $"'repro zoo train {string.Join<ModelName>(' ', missing)}' trains and measures them."));
    }
}
