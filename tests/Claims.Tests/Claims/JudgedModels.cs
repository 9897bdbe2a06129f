using Repro.Claims.Ledger;

namespace Repro.Claims.Tests.Claims;

/// <summary>Which measurements of a result meet the claim's criterion.</summary>
internal static class JudgedModels
{
    extension(ClaimResult result)
    {
        public IEnumerable<Measurement> Meeting => result.Measurements.Where(measurement => result.Claim.Criterion.Holds(measurement.Value));

        public IEnumerable<Measurement> Failing => result.Measurements.Where(measurement => !result.Claim.Criterion.Holds(measurement.Value));
    }
}
