using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings.Controls;

/// <summary>A control of a claim that judges records: the models themselves must bear them out.</summary>
public interface IRecordControl
{
    /// <summary>The control, as claims list it.</summary>
    string Name { get; }

    /// <summary>Runs it on all models of a claim.</summary>
    ControlOutcome Run(ImmutableArray<RecordedModel> models, CancellationToken cancellation);
}
