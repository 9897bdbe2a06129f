using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Repro.Models.Transformer;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Models.Engines.Torch;

/// <summary>One model in TorchSharp, on a GPU or the processor. Its bits depend on device, driver and batch size.</summary>
public sealed class TorchEngine : IEngine
{
    private readonly Device _device;
    private readonly ParameterLayout _layout;
    private readonly TorchGroup? _group;
    private TorchModels _models;

    /// <summary>An engine with zero parameters.</summary>
    /// <exception cref="DeviceException">The device has no memory left for them.</exception>
    public TorchEngine(TransformerConfig config, TorchDevice device)
        : this(config, device, group: null)
    {
    }

    internal TorchEngine(TransformerConfig config, TorchDevice device, TorchGroup? group)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(device);
        Config = config;
        Device = device.Name;
        _device = device.Device;
        _layout = new ParameterLayout(config);
        _group = group;
        _models = OnDevice(batch: null, () => new TorchModels(_layout, 1, _device, device.Precision));
    }

    /// <inheritdoc/>
    public TransformerConfig Config { get; }

    /// <inheritdoc/>
    public string Device { get; }

    /// <summary>Another number after every change of the parameters; −1 when they are gone.</summary>
    internal long ParametersVersion { get; private set; }

    private bool IsDisposed => ParametersVersion < 0;

    /// <inheritdoc/>
    public void SetParameters(Parameters parameters)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentNullException.ThrowIfNull(parameters);
        CheckLayout(parameters.Layout);
        OnDevice(batch: null, () => _models.Weights.Import(parameters, _models.Weights.Values, 0));
        ParametersVersion++;
    }

    /// <inheritdoc/>
    public Parameters GetParameters()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var copy = new Parameters(_layout);
        OnDevice(batch: null, () => _models.Weights.Export(_models.Weights.Values, 0, copy));
        return copy;
    }

    /// <inheritdoc/>
    public void SetOptimiserState(OptimiserState state)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentNullException.ThrowIfNull(state);
        CheckLayout(state.Mean.Layout);
        CheckLayout(state.MeanSquare.Layout);
        OnDevice(batch: null, () =>
        {
            _models.NeedMoments();
            _models.Weights.Import(state.Mean, _models.Mean!, 0);
            _models.Weights.Import(state.MeanSquare, _models.MeanSquare!, 0);
        });
    }

    /// <inheritdoc/>
    public OptimiserState GetOptimiserState()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var state = OptimiserState.Zero(_layout);
        if (_models is { Mean: { } mean, MeanSquare: { } meanSquare })
        {
            OnDevice(batch: null, () =>
            {
                _models.Weights.Export(mean, 0, state.Mean);
                _models.Weights.Export(meanSquare, 0, state.MeanSquare);
            });
        }

        return state;
    }

    /// <inheritdoc/>
    public ForwardResult Forward(TokenBatch tokens, ForwardRequest request)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        RequestCheck.Validate(Config, tokens, request);
        return OnDevice(tokens, () => Run(tokens, request));
    }

    /// <inheritdoc/>
    public IPreparedRun Prepare(TokenBatch tokens, ImmutableArray<int> logitPositions, params ImmutableArray<HookPoint> record)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var request = RequestCheck.Prepared(Config, tokens, logitPositions, record);
        return OnDevice(tokens, () => new TorchPreparedRun(this, tokens.Clone(), request));
    }

    /// <inheritdoc/>
    public StepResult ComputeGradients(TokenBatch tokens, ReadOnlySpan<int> lossPositions, Parameters gradients)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentNullException.ThrowIfNull(gradients);
        CheckLayout(gradients.Layout);
        RequestCheck.Training(Config, tokens, lossPositions);
        var positions = lossPositions.ToArray();
        return OnDevice(tokens, () =>
        {
            var result = _models.ComputeGradients([tokens], positions)[0];
            _models.Weights.Export(_models.Weights.Gradients, 0, gradients);
            return result;
        });
    }

    /// <inheritdoc/>
    public StepResult TrainStep(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(update.Number, 1);
        RequestCheck.Training(Config, tokens, lossPositions);
        ParametersVersion++;
        var (positions, step) = (lossPositions.ToArray(), update);
        return OnDevice(tokens, () =>
        {
            if (_group is not null)
            {
                return _group.Step(this, tokens, positions, step);
            }

            var result = _models.ComputeGradients([tokens], positions)[0];
            _models.Update([step]);
            return result;
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ParametersVersion = -1;
        _group?.Leave(this);
        _models.Dispose();
    }

    /// <summary>The model. Its memory may be part of a group's; setting it disposes the one before.</summary>
    internal TorchModels Models
    {
        get => _models;
        set
        {
            _models.Dispose();
            _models = value;
        }
    }

    /// <summary>A pass of a batch, to be used and left within one dispose scope.</summary>
    internal TorchPass Pass(TokenBatch tokens, TorchHooks? hooks) => _models.Pass(tokens.Count, tokens.Length, hooks);

    /// <summary>Hooks for such a pass. What they keep belongs to the run's scope.</summary>
    internal TorchHooks Hooks(ForwardRequest request, TokenBatch tokens, DisposeScope run)
    {
        var edges = request.Edges.IsEmpty ? null : new TorchEdges(Config, _models.Weights, request.Edges, tokens.Count, tokens.Length, _device, run);
        return new TorchHooks(Config, request, tokens.Count, tokens.Length, _device, run, edges);
    }

    /// <summary>Token ids on the device.</summary>
    internal Tensor Ids(TokenBatch tokens) =>
        tensor(Array.ConvertAll(tokens.Tokens.ToArray(), token => (long)token), [1, tokens.Tokens.Length], device: _device);

    /// <summary>Logits [batch, wanted position, d_vocab], copied from the device.</summary>
    internal HookValue Logits(TorchPass pass, Tensor residual, ImmutableArray<int> wanted, int batch) =>
        new([batch, wanted.Length, Config.Vocabulary], TorchHooks.Copy(pass.Logits(residual, _models.Positions(wanted.AsSpan()))));

    /// <summary>
    /// Does something on the device. Here alone errors of the native library, which nobody else can tell from defects, become those of a
    /// device that could not do it: for want of memory, mostly.
    /// </summary>
    /// <param name="batch">What it is done with; null for the parameters alone.</param>
    /// <param name="work">What is done.</param>
    internal T OnDevice<T>(TokenBatch? batch, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ExternalException e)
        {
            throw TorchFailure.Of(
                e, Device, batch is null ? $"a model of {_layout.Count} parameters" : $"{batch.Count} sequences of {batch.Length} tokens");
        }
    }

    private void OnDevice(TokenBatch? batch, Action work) => OnDevice(batch, () =>
    {
        work();
        return true;
    });

    private ForwardResult Run(TokenBatch tokens, ForwardRequest request)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var hooks = request.Record.IsEmpty && request.Interventions.IsEmpty && request.Edges.IsEmpty ? null : Hooks(request, tokens, scope);
        var pass = Pass(tokens, hooks);
        var wanted = request.LogitPositions ?? [.. Enumerable.Range(0, tokens.Length)];
        var logits = Logits(pass, pass.Layers(pass.Embedding(Ids(tokens))), wanted, tokens.Count);
        return new ForwardResult(logits, hooks?.Recorded() ?? ImmutableDictionary<HookPoint, HookValue>.Empty);
    }

    private void CheckLayout(ParameterLayout layout)
    {
        if (layout.Config != Config)
        {
            throw new ArgumentException($"These parameters belong to {layout.Config}, this engine runs {Config}.");
        }
    }
}
