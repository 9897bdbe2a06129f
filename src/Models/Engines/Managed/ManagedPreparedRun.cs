using System.Collections.Immutable;
using Repro.Models.Engines.Managed.Hooks;
using Repro.Models.Engines.Managed.Passes;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed;

/// <summary>
/// Changed runs of one batch in the bits of whole runs: each computes what <see cref="Reach"/> says and takes the rest from the
/// clean run. Memory: for each position of the batch z of each block, and the residual stream, keys and values of each but the first.
/// </summary>
internal sealed unsafe class ManagedPreparedRun : IPreparedRun
{
    // Runs whose tasks are mixed, so that the clean run of some sequences, once in the cache, serves several of them; bounded by
    // the size of their results.
    private const int MostTogether = 16;
    private const int MostValuesTogether = 16 << 20;

    private readonly ManagedEngine _engine;
    private readonly TokenBatch _tokens;
    private readonly ImmutableArray<int> _wanted;
    private readonly long _version;
    private readonly CleanRun? _clean;
    private readonly float[] _cleanLogits;
    private readonly Dictionary<HookPoint, HookValue> _recordNothing = [];
    private bool _disposed;

    /// <summary>Runs the tokens, which nobody else changes.</summary>
    public ManagedPreparedRun(ManagedEngine engine, TokenBatch tokens, ForwardRequest request)
    {
        _engine = engine;
        _tokens = tokens;
        _wanted = request.LogitPositions!.Value;
        _version = engine.ParametersVersion;
        _cleanLogits = new float[(long)tokens.Count * _wanted.Length * engine.Config.Vocabulary];

        // Before the run: behind it nothing may fail, or nobody would dispose of it.
        var recorded = HookSession.Allocate(engine.Config, request, tokens.Count, tokens.Length);
        Clean = new ForwardResult(NewResult(), recorded);
        if (!_wanted.IsEmpty)
        {
            var sequences = Sequences.Whole(engine.Config, tokens, _wanted.AsSpan(), tokens.Length);
            _clean = engine.RunClean(
                sequences, runOf: null, (workspace, first, count) => CopyLogits(workspace, sequences, first, count, _cleanLogits), request, recorded);
        }

        _cleanLogits.CopyTo(Clean.Logits.Values, 0);
    }

    public ForwardResult Clean { get; }

    public void Forward(IReadOnlyList<ImmutableArray<Intervention>> runs, Action<int, HookValue> visit)
    {
        CheckUsable();
        RequestCheck.Runs(_engine.Config, _tokens, runs, visit);
        ImmutableArray<Intervention>[] lists = [.. runs];
        var together = Math.Min(lists.Length, Math.Clamp(MostValuesTogether / Math.Max(_cleanLogits.Length, 1), 1, MostTogether));
        var results = new HookValue[together];
        for (var i = 0; i < together; i++)
        {
            results[i] = NewResult();
        }

        for (var first = 0; first < lists.Length; first += together)
        {
            // Here and below: the visit before may have done anything.
            CheckUsable();
            var count = Math.Min(together, lists.Length - first);
            RunTogether(lists.AsSpan(first, count), results);
            for (var i = 0; i < count; i++)
            {
                CheckUsable();
                visit(first + i, results[i]);
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _clean?.Dispose();
    }

    private void CheckUsable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_engine.ParametersVersion != _version)
        {
            throw RequestCheck.ParametersChanged();
        }
    }

    private HookValue NewResult() => new([_tokens.Count, _wanted.Length, _engine.Config.Vocabulary], new float[_cleanLogits.Length]);

    private void RunTogether(ReadOnlySpan<ImmutableArray<Intervention>> runs, HookValue[] results)
    {
        var (config, workers) = (_engine.Config, _engine.Workers);
        var tasks = new List<ChangedGroup>();
        for (var i = 0; i < runs.Length; i++)
        {
            var interventions = runs[i];
            var sequences = Reach.Of(config, _tokens, interventions, _wanted);
            var request = new ForwardRequest { Interventions = interventions };
            var groupSize = sequences.QueryCount == 0
                ? _tokens.Count
                : GroupSize.For(config, sequences.MostRows, _tokens.Count, workers.Count);
            for (var first = 0; first < _tokens.Count; first += groupSize)
            {
                tasks.Add(new ChangedGroup(request, sequences, results[i].Values, first, Math.Min(groupSize, _tokens.Count - first)));
            }

            if (sequences.QueryCount > 0)
            {
                foreach (ref var workspace in _engine.Workspaces.AsSpan())
                {
                    workspace = Workspace.For(workspace, config, _engine.Widths, groupSize, sequences.MostRows, sequences, backward: false);
                }
            }
        }

        ChangedGroup[] inOrder = [.. tasks.OrderBy(task => task.First)];
        workers.Run(inOrder.Length, (worker, task) => RunGroup(inOrder[task], _engine.Workspaces[worker]));
    }

    private void RunGroup(ChangedGroup group, Workspace? workspace)
    {
        var (request, sequences, logits, first, count) = group;
        var each = _wanted.Length * _engine.Config.Vocabulary;
        _cleanLogits.AsSpan(first * each, count * each).CopyTo(logits.AsSpan(first * each));
        if (sequences.QueryCount == 0)
        {
            return;
        }

        var hooks = new HookSession(_engine.Config, _engine.Widths, request, _tokens.Length, _recordNothing);
        hooks.Enter(first, count);
        _engine.Pass.Run(workspace!, sequences, null, _clean, first, count, hooks);
        CopyLogits(workspace!, sequences, first, count, logits);
    }

    // From the workspace to the computed ones among the wanted positions, which lie side by side.
    private void CopyLogits(Workspace w, Sequences sequences, int first, int count, float[] logits)
    {
        var vocabulary = _engine.Config.Vocabulary;
        var skipped = _wanted.IndexOf(sequences.Queries[0]);
        var row = w.Logits;
        for (var sequence = first; sequence < first + count; sequence++)
        {
            for (var i = 0; i < sequences.QueryCount; i++, row += _engine.Widths.Vocabulary)
            {
                new ReadOnlySpan<float>(row, vocabulary).CopyTo(logits.AsSpan(((sequence * _wanted.Length) + skipped + i) * vocabulary));
            }
        }
    }

    private sealed record ChangedGroup(ForwardRequest Request, Sequences Sequences, float[] Logits, int First, int Count);
}
