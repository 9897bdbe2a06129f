using System.Collections.Immutable;
using Repro.Models.Engines;

namespace Repro.Claims.Tests.Claims;

/// <summary>A prepared run whose changed runs are made up, or worked out whole.</summary>
/// <param name="clean">The run without interventions.</param>
/// <param name="changed">The logits with some.</param>
internal sealed class MadeUpRun(ForwardResult clean, Func<ImmutableArray<Intervention>, HookValue> changed) : IPreparedRun
{
    public ForwardResult Clean => clean;

    public void Forward(IReadOnlyList<ImmutableArray<Intervention>> runs, Action<int, HookValue> visit)
    {
        for (var run = 0; run < runs.Count; run++)
        {
            visit(run, runs[run].IsEmpty ? clean.Logits : changed(runs[run]));
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
