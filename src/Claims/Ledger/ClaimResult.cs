using System.Collections.Immutable;

namespace Repro.Claims.Ledger;

/// <summary>A claim, what was measured, and the verdict that follows from it. Holds no date: the same run gives the same result.</summary>
public sealed record ClaimResult
{
    private ClaimResult(Claim claim, Verdict verdict, string reason)
    {
        Claim = claim;
        Verdict = verdict;
        Reason = reason;
    }

    /// <summary>The claim.</summary>
    public Claim Claim { get; }

    /// <summary>What follows from the measurements and the controls.</summary>
    public Verdict Verdict { get; }

    /// <summary>Why, in one sentence.</summary>
    public string Reason { get; private init; }

    /// <summary>All measurements, each judged by the claim's criterion.</summary>
    public ImmutableArray<Measurement> Measurements { get; private init; } = [];

    /// <summary>All controls.</summary>
    public ImmutableArray<ControlOutcome> Controls { get; private init; } = [];

    /// <summary>Where it ran: cpu, torch-cpu or cuda; null when nothing ran.</summary>
    public string? Device { get; private init; }

    /// <summary>Commit of the source, if known; whether the working tree differed from it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>Judges measurements. Every control that the claim lists must have been run.</summary>
    /// <exception cref="ArgumentException">Nothing was measured, or the controls are not the claim's.</exception>
    public static ClaimResult Of(Claim claim, string device, ImmutableArray<Measurement> measurements, ImmutableArray<ControlOutcome> controls)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (measurements.IsDefaultOrEmpty)
        {
            throw new ArgumentException($"{claim.Id} has no measurement.");
        }

        if (!controls.Select(control => control.Name).SequenceEqual(claim.Controls, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"{claim.Id} lists the controls [{string.Join("; ", claim.Controls)}]; run were [{string.Join("; ", controls.Select(c => c.Name))}].");
        }

        var (verdict, reason) = Judge(claim.Criterion, measurements, controls);
        return new ClaimResult(claim, verdict, reason) { Measurements = measurements, Controls = controls, Device = device };
    }

    /// <summary>The result of a claim that could not be measured.</summary>
    public static ClaimResult NotMeasured(Claim claim, string reason)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new ClaimResult(claim, Verdict.NotMeasured, reason);
    }

    /// <summary>The same result, saying that it is of some of the claim's models only.</summary>
    public ClaimResult OfSome(int models) => this with { Reason = $"Of {Claim.Models.Length} models {models} are there. {Reason}" };

    /// <summary>The same result, naming models that are there and of which there was nothing to measure.</summary>
    public ClaimResult Without(IReadOnlyCollection<string> models) =>
        models.Count == 0 ? this : this with { Reason = $"{Reason} Left out, having nothing of what the claim is about: {string.Join(", ", models)}." };

    private static (Verdict Verdict, string Reason) Judge(
        Criterion criterion, ImmutableArray<Measurement> measurements, ImmutableArray<ControlOutcome> controls)
    {
        var failed = controls.Where(control => !control.Passed).Select(control => $"{control.Name} ({control.Observed})").ToArray();
        if (failed.Length > 0)
        {
            return (Verdict.NotMeasured, $"The measurements cannot be trusted, as these controls failed: {string.Join("; ", failed)}.");
        }

        var outside = measurements.Where(measurement => !criterion.Holds(measurement.Value))
            .Select(measurement => $"{measurement.Name} = {measurement.Value}")
            .ToArray();
        return outside.Length switch
        {
            0 => (Verdict.Reproduced, "Every measurement meets the criterion."),
            _ when outside.Length < measurements.Length => (Verdict.Partly, $"These do not meet the criterion: {string.Join("; ", outside)}."),
            _ => (Verdict.NotReproduced, $"No measurement meets the criterion: {string.Join("; ", outside)}."),
        };
    }
}
