using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Carry;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>A third symbol planted in the recorded inputs must be found, and none where sums of 9 are replaced by sums that make their carry.</summary>
public sealed class PlantedThirdState : ICircuitControl
{
    private const double MostP = 0.001;

    /// <inheritdoc/>
    public string Name =>
        "in every model's own inputs a planted third symbol, as far from both as they are from each other, is found at every digit with p at most 0.001, and none where the "
        + "sums of 9 are replaced by sums that make the same carry";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var (found, missed, invented) = (0, 0, 0);
        foreach (var inputs in models.SelectMany(model => NoThirdState.Inputs(model, cancellation)))
        {
            cancellation.ThrowIfCancellationRequested();
            var planted = inputs.WithThirdState(StoredMaps.Seed);
            var binary = ThirdStateTest.Of(inputs with { Unknown = inputs.Decided });
            var isFound = !ThirdStateTest.Of(planted).IsBinary && ThirdStateTest.PValue(planted, StoredMaps.Seed) <= MostP;
            found += isFound ? 1 : 0;
            missed += isFound ? 0 : 1;
            invented += binary.IsBinary ? 0 : 1;
        }

        return new ControlOutcome(Name, found > 0 && missed == 0 && invented == 0, $"{found} found, {missed} missed, {invented} found where there is none");
    }
}
