using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>The models that a claim names, in its order, and why it cannot be measured where they are not there.</summary>
internal static class ModelsOf
{
    /// <summary>Models with their records; where some of them suffice and the source may be incomplete at least one, else all.</summary>
    public static (ImmutableArray<RecordedModel> Models, ClaimResult? Missing) Recorded(
        Claim claim, IModelSource source, Preset preset = Preset.Compact, bool ofSome = false) =>
        Find(claim, source, preset, name => source.Recorded(name, preset), ofSome && source.MayBeIncomplete);

    /// <summary>Models whose circuits are studied; where the source may be incomplete at least one.</summary>
    public static (ImmutableArray<StudiedModel> Models, ClaimResult? Missing) Studied(Claim claim, IModelSource source) =>
        Find(claim, source, Preset.Compact, source.Studied, source.MayBeIncomplete);

    private static (ImmutableArray<T> Models, ClaimResult? Missing) Find<T>(
        Claim claim, IModelSource source, Preset preset, Func<ModelName, T?> find, bool incomplete)
        where T : StudiedModel
    {
        var found = claim.Models.Select(ModelName.Parse).Select(name => (Name: name, Model: find(name))).ToArray();
        ImmutableArray<T> there = [.. found.Select(single => single.Model).OfType<T>()];
        ModelName[] missing = [.. found.Where(single => single.Model is null).Select(single => single.Name)];
        var enough = missing.Length == 0 || (incomplete && !there.IsEmpty);
        return (there, enough ? null : ClaimResult.NotMeasured(claim, source.Missing(missing, found.Length, preset)));
    }
}
