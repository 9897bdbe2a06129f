using System.Collections.Immutable;

namespace Repro.Models.Engines;

/// <summary>A prepared run that reuses nothing: each changed run is a whole <see cref="IEngine.Forward"/>. For engines without a faster way.</summary>
internal sealed class WholeRuns : IPreparedRun
{
    private readonly IEngine _engine;
    private readonly TokenBatch _tokens;
    private readonly ForwardRequest _request;
    private readonly string _parameters;
    private bool _disposed;

    public WholeRuns(IEngine engine, TokenBatch tokens, ImmutableArray<int> logitPositions)
    {
        RequestCheck.Prepared(engine.Config, tokens, logitPositions);
        _request = new ForwardRequest { LogitPositions = logitPositions };
        _engine = engine;
        _tokens = tokens.Clone();
        _parameters = engine.GetParameters().Hash();
        Clean = engine.Forward(_tokens, _request).Logits;
    }

    public HookValue Clean { get; }

    public void Forward(IReadOnlyList<ImmutableArray<Intervention>> runs, Action<int, HookValue> visit)
    {
        CheckUsable();
        RequestCheck.Runs(_engine.Config, _tokens, runs, visit);
        ImmutableArray<Intervention>[] lists = [.. runs];
        for (var run = 0; run < lists.Length; run++)
        {
            // Every time, because the visit before may have done anything.
            CheckUsable();
            visit(run, _engine.Forward(_tokens, _request with { Interventions = lists[run] }).Logits);
        }
    }

    public void Dispose() => _disposed = true;

    private void CheckUsable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!string.Equals(_engine.GetParameters().Hash(), _parameters, StringComparison.Ordinal))
        {
            throw RequestCheck.ParametersChanged();
        }
    }
}
