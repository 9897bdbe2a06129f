namespace Repro.Claims.Ledger;

/// <summary>A claim and the code that measures it: the same for the command and for the claim's test.</summary>
public interface IClaimMeasurement
{
    /// <summary>The claim; holds every threshold.</summary>
    Claim Claim { get; }

    /// <summary>Measures it, controls included. Deterministic on one device.</summary>
    ClaimResult Measure(IModelSource models, CancellationToken cancellation = default);
}
