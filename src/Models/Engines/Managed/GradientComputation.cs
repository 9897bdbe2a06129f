using System.Collections.Immutable;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Engines.Managed.Passes;
using Repro.Models.Engines.Managed.Threads;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed;

/// <summary>
/// Gradient and update of one batch, in phases after each of which all threads meet: rows of the embedding table; shards, each
/// forward and backward on one thread; the table's rows backward; the parameters behind the table; AdamW and packing.
/// </summary>
internal sealed unsafe class GradientComputation : IDisposable
{
    /// <summary>
    /// Parts of a batch with gradients of their own. A constant of the numerics: more shards would feed more threads, but each
    /// costs a gradient buffer that must be written and summed.
    /// </summary>
    public const int MostShards = 4;

    private readonly Weights _weights;
    private readonly EngineLayout _layout;
    private readonly KernelSet _kernels;
    private readonly Workers _workers;
    private readonly EmbeddingTable _table;
    private readonly TableBackward _tableBackward;
    private readonly Arena _arena = new();
    private readonly Shard[] _shards = new Shard[MostShards];
    private readonly ForwardPass[] _forward;
    private readonly BackwardPass[] _backward;
    private readonly Workspace?[] _workspaces;
    private readonly ImmutableArray<(int Offset, int Length)> _vectors;
    private readonly Action<int, int> _computeTable;
    private readonly Action<int, int> _runShard;
    private readonly Action<int, int> _sumTable;
    private readonly Action<int, int> _tableParameters;
    private readonly Action<int, int> _update;
    private readonly float* _gradients;
    private Sequences? _sequences;
    private Arena _tableArena = new();
    private float* _tableNormal;
    private int _tableCapacity;
    private int _active;
    private int _groupSize;
    private double _lossWeight;
    private AdamWConstants _constants;
    private OptimiserMemory? _optimiser;

    public GradientComputation(Weights weights, EngineLayout layout, KernelSet kernels, Workers workers, EmbeddingTable table)
    {
        _weights = weights;
        _layout = layout;
        _kernels = kernels;
        _workers = workers;
        _table = table;
        _tableBackward = new TableBackward(weights, kernels, table);
        _gradients = _arena.Floats((long)MostShards * layout.Length);
        for (var i = 0; i < MostShards; i++)
        {
            _shards[i] = new Shard(_gradients + ((nint)i * layout.Length), new TableGradient(weights.Widths));
        }

        _forward = [.. Enumerable.Range(0, workers.Count).Select(_ => new ForwardPass(weights, kernels))];
        _backward = [.. Enumerable.Range(0, workers.Count).Select(_ => new BackwardPass(weights, kernels))];
        _workspaces = new Workspace?[workers.Count];

        // Sums over rows of biases and layer norms start from zero; products of matrices do so by themselves.
        _vectors = [.. layout.Public.All.Where(spec => !spec.Name.Contains(".W_", StringComparison.Ordinal)).Select(spec => (layout.Offset(spec.Name), spec.Length))];
        _computeTable = (_, task) => _table.Compute(task);
        _runShard = (worker, shard) => RunShard(worker, _shards[shard]);
        _sumTable = (_, task) => _tableBackward.SumRows(task, _shards.AsSpan(0, _active), _tableNormal);
        _tableParameters = (_, task) => _tableBackward.Parameters(task, _shards[0], _tableNormal);
        _update = (_, task) => Update(_weights.Tasks[task]);
    }

    /// <summary>The gradient of one batch; it stays in the shards.</summary>
    public StepResult Run(TokenBatch tokens, ReadOnlySpan<int> lossPositions)
    {
        RequestCheck.Training(_weights.Config, tokens, lossPositions);
        Prepare(tokens, lossPositions);

        _workers.Run(_table.Tasks, _computeTable);
        _workers.Run(_active, _runShard);
        _workers.Run(_table.Tasks, _sumTable);
        _workers.Run(_tableBackward.ParameterTasks, _tableParameters);

        var loss = 0.0;
        var exact = 0;
        foreach (var shard in _shards.AsSpan(0, _active))
        {
            loss += shard.Loss;
            exact += shard.Exact;
        }

        return new StepResult(loss * _lossWeight, exact);
    }

    /// <summary>Copies the gradient out, summed over the shards.</summary>
    public void Export(Parameters gradients)
    {
        foreach (var task in _weights.Tasks)
        {
            for (var shard = 1; shard < _active && !task.FromTable; shard++)
            {
                // The first shard's buffer may take the sum: the next batch starts afresh.
                _kernels.Add(_shards[shard].Gradient + task.Offset, _shards[0].Gradient + task.Offset, task.Length);
            }
        }

        _layout.Export(_shards[0].Gradient, gradients);
    }

    /// <summary>AdamW with the gradient of the last batch, then fresh packed weights.</summary>
    public void Update(OptimiserMemory optimiser, in AdamWStep update)
    {
        _optimiser = optimiser;
        _constants = new AdamWConstants(update);
        _workers.Run(_weights.Tasks.Length, _update);
    }

    public void Dispose()
    {
        foreach (var workspace in _workspaces)
        {
            workspace?.Dispose();
        }

        foreach (var shard in _shards)
        {
            shard.Table.Dispose();
        }

        _tableArena.Dispose();
        _arena.Dispose();
    }

    private void Prepare(TokenBatch tokens, ReadOnlySpan<int> lossPositions)
    {
        var length = lossPositions[^1] + 1;
        _sequences = Sequences.Whole(_weights.Config, tokens, lossPositions, length, _sequences);
        _table.Index(_sequences);
        if (_table.Capacity > _tableCapacity)
        {
            // As in the table itself: nothing is there until all is.
            _tableCapacity = 0;
            _tableArena.Dispose();
            _tableArena = new Arena();
            _tableNormal = _tableArena.Floats((long)_table.Capacity * _weights.Widths.Model);
            _tableCapacity = _table.Capacity;
        }

        _lossWeight = 1.0 / ((long)tokens.Count * lossPositions.Length);
        _active = Math.Min(MostShards, tokens.Count);
        var largest = 0;
        for (var i = 0; i < _active; i++)
        {
            var shard = _shards[i];
            shard.First = (int)((long)tokens.Count * i / _active);
            shard.Count = (int)((long)tokens.Count * (i + 1) / _active) - shard.First;
            shard.Loss = 0;
            shard.Exact = 0;
            largest = Math.Max(largest, shard.Count);
        }

        _groupSize = GroupSize.For(_weights.Config, length, largest, 1);
        foreach (ref var workspace in _workspaces.AsSpan())
        {
            workspace = Workspace.For(workspace, _weights.Config, _weights.Widths, _groupSize, _sequences.MostRows, _sequences, backward: true);
        }
    }

    private void RunShard(int worker, Shard shard)
    {
        shard.Table.Clear(_table.Count, _table.Capacity);
        foreach (var (offset, length) in _vectors)
        {
            new Span<float>(shard.Gradient + offset, length).Clear();
        }

        var workspace = _workspaces[worker]!;
        var sequences = _sequences!;
        for (var done = 0; done < shard.Count; done += _groupSize)
        {
            var count = Math.Min(_groupSize, shard.Count - done);
            _forward[worker].Run(workspace, sequences, _table, null, shard.First + done, count, null);
            _backward[worker].Run(workspace, sequences, _table, shard, shard.First + done, count, _lossWeight, accumulate: done > 0);
        }
    }

    private void Update(WeightTask task)
    {
        var optimiser = _optimiser!;
        _kernels.AdamW(
            _weights.Flat + task.Offset, _gradients + task.Offset, task.FromTable ? 1 : _active, _layout.Length,
            optimiser.Mean + task.Offset, optimiser.MeanSquare + task.Offset, task.Length, _constants);
        task.Pack(_weights);
    }
}
