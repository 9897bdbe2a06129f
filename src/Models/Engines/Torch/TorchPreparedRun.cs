using System.Collections.Immutable;
using Repro.Models.Transformer;
using static TorchSharp.torch;

namespace Repro.Models.Engines.Torch;

/// <summary>The residual stream of a batch before every layer: a changed run starts at the first layer that its changes are in.</summary>
internal sealed class TorchPreparedRun : IPreparedRun
{
    private readonly TorchEngine _engine;
    private readonly TokenBatch _tokens;
    private readonly ImmutableArray<int> _wanted;
    private readonly long _version;
    private readonly ImmutableArray<Tensor> _residuals;
    private bool _disposed;

    public TorchPreparedRun(TorchEngine engine, TokenBatch tokens, ForwardRequest request)
    {
        _engine = engine;
        _tokens = tokens;
        _wanted = request.LogitPositions!.Value;
        _version = engine.ParametersVersion;
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var hooks = request.Record.IsEmpty ? null : engine.Hooks(request, tokens, scope);
        var pass = engine.Pass(tokens, hooks);
        var before = new List<Tensor>();
        before.Add(pass.Layers(pass.Embedding(engine.Ids(tokens)), 0, before));
        var logits = engine.Logits(pass, before[^1], _wanted, tokens.Count);
        Clean = new ForwardResult(logits, hooks?.Recorded() ?? ImmutableDictionary<HookPoint, HookValue>.Empty);

        // Last, so that after an error the scope takes them all.
        _residuals = [.. before.Select(residual => residual.DetachFromDisposeScope())];
    }

    public ForwardResult Clean { get; }

    public void Forward(IReadOnlyList<ImmutableArray<Intervention>> runs, Action<int, HookValue> visit)
    {
        CheckUsable();
        RequestCheck.Runs(_engine.Config, _tokens, runs, visit);
        ImmutableArray<Intervention>[] lists = [.. runs];
        for (var run = 0; run < lists.Length; run++)
        {
            // Every time, because the visit before may have done anything.
            CheckUsable();
            visit(run, Forward(lists[run]));
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            foreach (var residual in _residuals)
            {
                residual.Dispose();
            }
        }
    }

    private HookValue Forward(ImmutableArray<Intervention> changes)
    {
        if (changes.IsEmpty)
        {
            return new HookValue(Clean.Logits.Shape, [.. Clean.Logits.Values]);
        }

        return _engine.OnDevice(_tokens, () => Run(changes));
    }

    private HookValue Run(ImmutableArray<Intervention> changes)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var request = new ForwardRequest { Interventions = changes };
        var pass = _engine.Pass(_tokens, _engine.Hooks(request, _tokens, scope));
        return _engine.Logits(pass, Changed(pass, changes), _wanted, _tokens.Count);
    }

    private Tensor Changed(TorchPass pass, ImmutableArray<Intervention> changes)
    {
        var first = changes.Min(FirstLayer);
        return first < 0 ? pass.Layers(pass.Embedding(_engine.Ids(_tokens))) : pass.Layers(_residuals[first], first);
    }

    // −1 for the embeddings, the number of layers for the last norm.
    private int FirstLayer(Intervention change) => change.At.Kind switch
    {
        HookKind.Embed or HookKind.PositionEmbed => -1,
        HookKind.NormFinalScale or HookKind.NormFinal => _engine.Config.Layers,
        _ => change.At.Layer,
    };

    private void CheckUsable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_engine.ParametersVersion != _version)
        {
            throw RequestCheck.ParametersChanged();
        }
    }
}
