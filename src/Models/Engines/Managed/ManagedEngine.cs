using System.Collections.Immutable;
using Repro.Models.Engines.Managed.Hooks;
using Repro.Models.Engines.Managed.Kernels;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Engines.Managed.Passes;
using Repro.Models.Engines.Managed.Threads;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed;

/// <summary>
/// The CPU engine: plain C#, no native library. The same config, parameters and data give the same bits on every machine, with
/// every number of threads and every vector width.
/// </summary>
public sealed unsafe class ManagedEngine : IEngine
{
    private readonly KernelSet _kernels;
    private readonly EngineLayout _layout;
    private readonly HookSession?[] _hooks;
    private Weights _weights;
    private EmbeddingTable _table;
    private Sequences? _sequences;
    private GradientComputation? _gradients;
    private OptimiserMemory? _optimiser;

    /// <summary>An engine with zero parameters.</summary>
    /// <param name="config">The model's shape.</param>
    /// <param name="threads">Threads to use, the caller's included; more than one per core is of no use.</param>
    public ManagedEngine(TransformerConfig config, int threads)
        : this(config, threads, KernelSelection.Default())
    {
    }

    internal ManagedEngine(TransformerConfig config, int threads, KernelSet kernels)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (threads is < 1 or > 256)
        {
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "The number of threads must lie in 1 to 256.");
        }

        Config = config;
        _kernels = kernels;
        _layout = new EngineLayout(new ParameterLayout(config));
        Widths = new Widths(config);
        Workers = new Workers(threads);
        Workspaces = new Workspace?[threads];
        _hooks = new HookSession?[threads];
        _weights = new Weights(config, _layout, Widths, forTraining: false);
        _table = new EmbeddingTable(_weights, _kernels);
        Pass = new ForwardPass(_weights, _kernels);
    }

    /// <inheritdoc/>
    public TransformerConfig Config { get; }

    /// <inheritdoc/>
    public string Device => "cpu";

    internal Widths Widths { get; }

    internal Workers Workers { get; }

    /// <summary>Buffers of each thread for passes without a backward one.</summary>
    internal Workspace?[] Workspaces { get; }

    /// <summary>The forward pass with the present parameters.</summary>
    internal ForwardPass Pass { get; private set; }

    /// <summary>Another number after every change of the parameters; −1 when they are gone.</summary>
    internal long ParametersVersion { get; private set; }

    private bool IsDisposed => ParametersVersion < 0;

    /// <inheritdoc/>
    public void SetParameters(Parameters parameters)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentNullException.ThrowIfNull(parameters);
        CheckLayout(parameters.Layout);
        _layout.Import(parameters, _weights.Flat);
        _weights.PackAll();
        ParametersVersion++;
    }

    /// <inheritdoc/>
    public Parameters GetParameters()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var copy = new Parameters(_layout.Public);
        _layout.Export(_weights.Flat, copy);
        return copy;
    }

    /// <inheritdoc/>
    public void SetOptimiserState(OptimiserState state)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentNullException.ThrowIfNull(state);
        CheckLayout(state.Mean.Layout);
        CheckLayout(state.MeanSquare.Layout);
        var optimiser = _optimiser ??= new OptimiserMemory(_layout);
        _layout.Import(state.Mean, optimiser.Mean);
        _layout.Import(state.MeanSquare, optimiser.MeanSquare);
    }

    /// <inheritdoc/>
    public OptimiserState GetOptimiserState()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var state = OptimiserState.Zero(_layout.Public);
        if (_optimiser is { } optimiser)
        {
            _layout.Export(optimiser.Mean, state.Mean);
            _layout.Export(optimiser.MeanSquare, state.MeanSquare);
        }

        return state;
    }

    /// <inheritdoc/>
    public ForwardResult Forward(TokenBatch tokens, ForwardRequest request)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        RequestCheck.Validate(Config, tokens, request);
        var wanted = request.LogitPositions ?? [.. Enumerable.Range(0, tokens.Length)];
        var recorded = HookSession.Allocate(Config, request, tokens.Count, tokens.Length);
        var logits = new HookValue([tokens.Count, wanted.Length, Config.Vocabulary], new float[(long)tokens.Count * wanted.Length * Config.Vocabulary]);
        if (!request.Record.IsEmpty || !request.Interventions.IsEmpty || !request.Edges.IsEmpty)
        {
            if (Needed.Of(Config, tokens, request, wanted) is { } sequences)
            {
                RunHooked(sequences, request, recorded, wanted, logits.Values);
            }
        }
        else if (!wanted.IsEmpty)
        {
            RunWhole(tokens, wanted, logits.Values);
        }

        return new ForwardResult(logits, recorded);
    }

    /// <inheritdoc/>
    public IPreparedRun Prepare(TokenBatch tokens, ImmutableArray<int> logitPositions, params ImmutableArray<HookPoint> record)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var request = RequestCheck.Prepared(Config, tokens, logitPositions, record);
        return new ManagedPreparedRun(this, tokens.Clone(), request);
    }

    /// <inheritdoc/>
    public StepResult ComputeGradients(TokenBatch tokens, ReadOnlySpan<int> lossPositions, Parameters gradients)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentNullException.ThrowIfNull(gradients);
        CheckLayout(gradients.Layout);
        var result = Training().Run(tokens, lossPositions);
        Training().Export(gradients);
        return result;
    }

    /// <inheritdoc/>
    public StepResult TrainStep(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(update.Number, 1);
        var optimiser = _optimiser ??= new OptimiserMemory(_layout);
        var result = Training().Run(tokens, lossPositions);
        Training().Update(optimiser, update);
        ParametersVersion++;
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ParametersVersion = -1;
        Workers.Dispose();
        foreach (var workspace in Workspaces)
        {
            workspace?.Dispose();
        }

        _gradients?.Dispose();
        _optimiser?.Dispose();
        _table.Dispose();
        _weights.Dispose();
    }

    /// <summary>Runs whole sequences and keeps what changed runs, or runs of sequences that begin like these, read of it.</summary>
    /// <param name="sequences">What is run.</param>
    /// <param name="runOf">Which of them each sequence of a later run stands for; null for the same ones.</param>
    /// <param name="finished">Told of each group that is through: its workspace, its first sequence, how many; or null.</param>
    /// <param name="request">What is recorded; null for nothing.</param>
    /// <param name="recorded">Where it is written.</param>
    internal CleanRun RunClean(
        Sequences sequences,
        int[]? runOf,
        Action<Workspace, int, int>? finished,
        ForwardRequest? request = null,
        IReadOnlyDictionary<HookPoint, HookValue>? recorded = null)
    {
        HookSession?[] sessions =
            [.. Workspaces.Select(_ => recorded is { Count: > 0 } ? new HookSession(Config, Widths, request!, sequences.Batch.Length, recorded) : null)];
        var serves = request is null || EmbeddingTable.Serves(request);

        // Of its own, because the run takes it over.
        var table = new EmbeddingTable(_weights, _kernels);
        CleanRun? clean = null;
        try
        {
            clean = new CleanRun(Config, Widths, sequences, table, runOf);
            Fill(table, sequences);
            RunGroups(sequences, serves ? sequences.MostRowsFromTable : sequences.MostRows, (worker, first, count) =>
            {
                sessions[worker]?.Enter(first, count);
                Pass.Run(Workspaces[worker]!, sequences, serves ? table : null, null, first, count, sessions[worker], clean);
                finished?.Invoke(Workspaces[worker]!, first, count);
            });
            return clean;
        }
        catch
        {
            clean?.Dispose();
            table.Dispose();
            throw;
        }
    }

    private GradientComputation Training()
    {
        if (_gradients is { } existing)
        {
            return existing;
        }

        // From now on packed weights are kept in both orders. Nothing is given up before all is made: where memory does not suffice, the
        // engine goes on as it is.
        var weights = new Weights(Config, _layout, Widths, forTraining: true);
        Rows.Copy(_weights.Flat, weights.Flat, _layout.Length);
        weights.PackAll();
        var table = new EmbeddingTable(weights, _kernels);
        var gradients = new GradientComputation(weights, _layout, _kernels, Workers, table);
        Pass = new ForwardPass(weights, _kernels);
        _table.Dispose();
        _weights.Dispose();
        (_weights, _table, _gradients) = (weights, table, gradients);
        return gradients;
    }

    private void RunHooked(
        Sequences sequences, ForwardRequest request, Dictionary<HookPoint, HookValue> recorded, ImmutableArray<int> wanted, float[] logits)
    {
        var length = sequences.Batch.Length;
        try
        {
            for (var worker = 0; worker < _hooks.Length; worker++)
            {
                var edges = request.Edges.IsEmpty ? null : new EdgeSession(_weights, _kernels, request.Edges, length, GroupSizeOf(sequences, sequences.MostRows));
                _hooks[worker] = new HookSession(Config, Widths, request, length, recorded, edges);
            }

            var table = EmbeddingTable.Serves(request) ? Filled(sequences) : null;
            Run(sequences, table, null, wanted, logits);
        }
        finally
        {
            foreach (var hooks in _hooks)
            {
                hooks?.Edges?.Dispose();
            }

            Array.Clear(_hooks);
        }
    }

    private int GroupSizeOf(Sequences sequences, int rowsOfEach) => GroupSize.For(Config, rowsOfEach, sequences.Batch.Count, Workers.Count);

    // Behind the positions at which the batch's sequences begin alike, where that spares enough.
    private void RunWhole(TokenBatch tokens, ImmutableArray<int> wanted, float[] logits)
    {
        var length = wanted[^1] + 1;
        if (Config.Layers > 1 && Beginnings.Find(tokens, wanted[0], length) is { } beginnings)
        {
            using var begun = RunClean(Sequences.Whole(Config, beginnings.Tokens, [], beginnings.Length), beginnings.Of, finished: null);
            var sequences = Sequences.Behind(Config, tokens, wanted.AsSpan(), length, beginnings.Length);
            Run(sequences, Filled(sequences), begun, wanted, logits);
            return;
        }

        _sequences = Sequences.Whole(Config, tokens, wanted.AsSpan(), length, _sequences);
        Run(_sequences, Filled(_sequences), null, wanted, logits);
    }

    private EmbeddingTable Filled(Sequences sequences)
    {
        Fill(_table, sequences);
        return _table;
    }

    private void Fill(EmbeddingTable table, Sequences sequences)
    {
        table.Index(sequences);
        Workers.Run(table.Tasks, (_, task) => table.Compute(task));
    }

    // The wanted positions are among those of which the last block computes the output.
    private void Run(Sequences sequences, EmbeddingTable? table, CleanRun? clean, ImmutableArray<int> wanted, float[] logits)
    {
        int[] rows = [.. wanted.Select(position => Array.BinarySearch(sequences.Queries, position))];
        RunGroups(sequences, table is null ? sequences.MostRows : sequences.MostRowsFromTable, (worker, first, count) =>
        {
            var hooks = _hooks[worker];
            hooks?.Enter(first, count);
            Pass.Run(Workspaces[worker]!, sequences, table, clean, first, count, hooks);
            CopyLogits(Workspaces[worker]!.Logits, sequences.QueryCount, rows, first, count, logits);
        });
    }

    private void RunGroups(Sequences sequences, int rowsOfEach, Action<int, int, int> run)
    {
        var groupSize = GroupSizeOf(sequences, rowsOfEach);
        foreach (ref var workspace in Workspaces.AsSpan())
        {
            workspace = Workspace.For(workspace, Config, Widths, groupSize, rowsOfEach, sequences, backward: false);
        }

        Workers.Run((sequences.Batch.Count + groupSize - 1) / groupSize, (worker, group) =>
        {
            var first = group * groupSize;
            run(worker, first, Math.Min(groupSize, sequences.Batch.Count - first));
        });
    }

    // To the logits of sequences first … first + count − 1, from some of each sequence's rows.
    private void CopyLogits(float* computed, int rowsOfEach, int[] rows, int first, int count, float[] logits)
    {
        for (var sequence = 0; sequence < count; sequence++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                new ReadOnlySpan<float>(computed + ((((nint)sequence * rowsOfEach) + rows[i]) * Widths.Vocabulary), Config.Vocabulary)
                    .CopyTo(logits.AsSpan((((first + sequence) * rows.Length) + i) * Config.Vocabulary));
            }
        }
    }

    private void CheckLayout(ParameterLayout layout)
    {
        if (layout.Config != Config)
        {
            throw new ArgumentException($"These parameters belong to {layout.Config}, this engine runs {Config}.");
        }
    }
}
