using System.Collections.Immutable;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>A control of a claim that judges node maps.</summary>
public interface ICircuitControl
{
    /// <summary>The control, as claims list it.</summary>
    string Name { get; }

    /// <summary>Runs it on all models of a claim.</summary>
    ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation);
}
