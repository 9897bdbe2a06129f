using Repro.Models.Engines.Edges;
using Repro.Models.Transformer;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Repro.Models.Engines.Torch;

/// <summary>
/// The forward pass of one or more models at once, a leading axis of every tensor: [model, sequence · position, width]. Letters in shapes:
/// m = model, b = sequence, p = position, h = head. Only a single model's pass takes hooks.
/// <para>No matmul, which cannot fail without ending the process, and no baddbmm, whose arguments TorchSharp 0.107.0 hands over in another
/// order than it documents.</para>
/// </summary>
internal sealed class TorchPass
{
    private readonly TransformerConfig _config;
    private readonly TorchWeights _weights;
    private readonly Precision _precision;
    private readonly TorchHooks? _hooks;
    private readonly int _batch;
    private readonly int _length;

    /// <summary>A pass of <paramref name="batch"/> sequences of <paramref name="length"/> tokens for each model.</summary>
    public TorchPass(TransformerConfig config, TorchWeights weights, Precision precision, int batch, int length, TorchHooks? hooks = null)
    {
        _config = config;
        _weights = weights;
        _precision = precision;
        _hooks = hooks;
        _batch = batch;
        _length = length;
    }

    private int Models => _weights.Models;

    /// <summary>The sum of token and position embeddings [m, b · p, d_model].</summary>
    /// <param name="tokens">Token ids [m, b · p], int64.</param>
    public Tensor Embedding(Tensor tokens)
    {
        var d = _config.DModel;
        if (Models > 1)
        {
            // The tables lie one after the other: model m's token t is row m · d_vocab + t.
            tokens = tokens + (arange(Models, device: tokens.device).unsqueeze(1) * _config.Vocabulary);
        }

        var table = _weights["embed.W_E"].reshape(Models * _config.Vocabulary, d);
        var embedded = Wide(HookKind.Embed, -1, table.index_select(0, tokens.reshape(-1)).view(Models, _batch * _length, d));
        var position = _weights["pos_embed.W_pos"].narrow(1, 0, _length).unsqueeze(1);
        if (_hooks is not null)
        {
            position = Wide(HookKind.PositionEmbed, -1, position.expand(Models, _batch, _length, d).reshape(Models, _batch * _length, d))
                .view(Models, _batch, _length, d);
        }

        return (embedded.view(Models, _batch, _length, d) + position).view(Models, _batch * _length, d);
    }

    /// <summary>The residual stream after the layers from <paramref name="first"/> on.</summary>
    /// <param name="residual">The residual stream before that layer [m, b · p, d_model].</param>
    /// <param name="first">The first layer.</param>
    /// <param name="before">Gets the residual stream before each of the layers; null keeps nothing.</param>
    public Tensor Layers(Tensor residual, int first = 0, List<Tensor>? before = null)
    {
        var mask = full(_length, _length, float.NegativeInfinity, device: residual.device).triu_(1);
        for (var layer = first; layer < _config.Layers; layer++)
        {
            before?.Add(residual);

            // All else that a block makes goes with it, or the device would hold the sum of all blocks: hooks keep what they record, and
            // autograd what the backward pass needs.
            using var scope = NewDisposeScope();
            residual = Block(layer, residual, mask).MoveToOuterDisposeScope();
        }

        return residual;
    }

    /// <summary>Logits [m, b, wanted position, d_vocab].</summary>
    /// <param name="residual">The residual stream after the last layer.</param>
    /// <param name="positions">Positions whose logits are wanted, int64.</param>
    public Tensor Logits(Tensor residual, Tensor positions)
    {
        // A hook may ask for any position; without one the last norm and the unembedding run only where they are used.
        var early = _hooks is null;
        var normal = Norm(early ? At(residual, positions) : Read(Receiver.Logits, residual), "ln_final", -1, HookKind.NormFinalScale, HookKind.NormFinal);
        var used = early ? normal : At(normal, positions);
        var logits = _config.TiedUnembedding
            ? Products(used, _weights["embed.W_E"].transpose(1, 2))
            : Product(used, _weights["unembed.W_U"], _weights["unembed.b_U"]);
        return logits.view(Models, _batch, positions.shape[0], _config.Vocabulary);
    }

    private Tensor At(Tensor x, Tensor positions) =>
        x.view(Models, _batch, _length, _config.DModel).index_select(2, positions).view(Models, _batch * positions.shape[0], _config.DModel);

    private Tensor Block(int layer, Tensor residual, Tensor mask)
    {
        var block = $"blocks.{layer}.";
        residual = Wide(HookKind.ResidualPre, layer, residual);
        var attention = Attention(layer, block, residual, mask);
        residual = Wide(HookKind.ResidualMid, layer, residual + Wide(HookKind.AttentionOut, layer, attention));

        var normal = Norm(Read(Receiver.Mlp(layer), residual), block + "ln2", layer, HookKind.Norm2Scale, HookKind.Norm2);
        var before = Wide(HookKind.MlpPre, layer, Product(normal, _weights[block + "mlp.W_in"], _weights[block + "mlp.b_in"]));
        var after = Wide(HookKind.MlpPost, layer, _config.Activation == Activation.Relu ? F.relu(before) : F.gelu(before, TorchSharp.Modules.GELU.Approximate.tanh));
        var mlp = Wide(HookKind.MlpOut, layer, Product(after, _weights[block + "mlp.W_out"], _weights[block + "mlp.b_out"]));
        return Wide(HookKind.ResidualPost, layer, residual + mlp);
    }

    private Tensor Attention(int layer, string block, Tensor residual, Tensor mask)
    {
        var name = block + "attn.";
        var (h, dHead) = (_config.Heads, _config.DHead);
        var normal = Norm(residual, block + "ln1", layer, HookKind.Norm1Scale, HookKind.Norm1);
        var joined = Product(normal, _weights[name + "W_QKV"], _weights[name + "b_QKV"]).view(Models * _batch, _length, 3, h, dHead).unbind(2);
        var query = ByHead(Fire(HookKind.Query, layer, Reread(ReceiverKind.Query, layer, residual, joined[0])));
        var key = ByHead(Fire(HookKind.Key, layer, Reread(ReceiverKind.Key, layer, residual, joined[1])));
        var value = ByHead(Fire(HookKind.Value, layer, Reread(ReceiverKind.Value, layer, residual, joined[2])));

        var scores = mask.add(Products(query, key.transpose(1, 2)), alpha: 1 / Math.Sqrt(dHead));
        var pattern = Matrices(HookKind.Pattern, layer, softmax(Matrices(HookKind.AttentionScores, layer, scores), -1));
        var mixed = Products(pattern, value).view(Models * _batch, h, _length, dHead).transpose(1, 2);
        var z = Fire(HookKind.Z, layer, mixed).reshape(Models, _batch * _length, h * dHead);
        return Product(z, _weights[name + "W_O"], _weights[name + "b_O"]);
    }

    // What a component reads: the residual stream, or another tensor where its edges are changed.
    private Tensor Read(Receiver receiver, Tensor residual) => _hooks?.Edges is { } edges ? edges.Input(receiver, residual) : residual;

    // Queries, keys or values [b, p, h, d_head], made anew for those heads that read another input than the rest.
    private Tensor Reread(ReceiverKind kind, int layer, Tensor residual, Tensor shared)
    {
        if (_hooks?.Edges is not { } edges)
        {
            return shared;
        }

        var heads = shared.unbind(2);
        for (var head = 0; head < heads.Length; head++)
        {
            var receiver = Receiver.Head(kind, layer, head);
            if (edges.Into(receiver))
            {
                var column = (((int)kind * _config.Heads) + head) * _config.DHead;
                var weight = _weights[$"blocks.{layer}.attn.W_QKV"].narrow(2, column, _config.DHead);
                var bias = _weights[$"blocks.{layer}.attn.b_QKV"].narrow(1, column, _config.DHead);
                heads[head] = Product(Norm(edges.Input(receiver, residual), $"blocks.{layer}.ln1"), weight, bias).view(_batch, _length, _config.DHead);
            }
        }

        return stack(heads, 2);
    }

    private Tensor Norm(Tensor x, string name)
    {
        var (weight, bias) = (_weights[name + ".w"], _weights[name + ".b"]);
        return Models == 1
            ? F.layer_norm(x, [_config.DModel], weight.squeeze(0), bias.squeeze(0), _config.LayerNormEpsilon)
            : addcmul(bias.unsqueeze(1), F.layer_norm(x, [_config.DModel], eps: _config.LayerNormEpsilon), weight.unsqueeze(1), 1);
    }

    private Tensor Norm(Tensor x, string name, int layer, HookKind scaleKind, HookKind kind)
    {
        if (_hooks is null)
        {
            return Norm(x, name);
        }

        var (weight, bias) = (_weights[name + ".w"], _weights[name + ".b"]);
        var centred = x - x.mean([-1], keepdim: true);
        var scale = Wide(scaleKind, layer, (centred.square().mean([-1], keepdim: true) + _config.LayerNormEpsilon).sqrt());
        return Wide(kind, layer, (centred / scale * weight) + bias);
    }

    // x · w + b for every model: [m, n, in] · [m, in, out] + [m, out].
    private Tensor Product(Tensor x, Tensor w, Tensor b)
    {
        if (_precision == Precision.BFloat16)
        {
            return Products(x, w) + b.unsqueeze(1);
        }

        return Models == 1 ? addmm(b.squeeze(0), x.squeeze(0), w.squeeze(0), 1, 1).unsqueeze(0) : bmm(x, w) + b.unsqueeze(1);
    }

    private Tensor Products(Tensor x, Tensor y) =>
        _precision == Precision.BFloat16 ? bmm(x.bfloat16(), y.bfloat16()).@float() : bmm(x, y);

    // [m · b, p, h, d_head] → [m · b · h, p, d_head]
    private Tensor ByHead(Tensor x) => x.transpose(1, 2).reshape(-1, _length, _config.DHead);

    private Tensor Fire(HookKind kind, int layer, Tensor value) =>
        _hooks is null ? value : _hooks.Fire(layer < 0 ? new HookPoint(kind) : new HookPoint(kind, layer), value);

    // Fires a value [1, b · p, width] in its documented shape [b, p, width].
    private Tensor Wide(HookKind kind, int layer, Tensor value) =>
        _hooks is null ? value : Fire(kind, layer, value.view(_batch, _length, -1)).reshape(1, _batch * _length, -1);

    // Fires a value [b · h, p, p] in its documented shape [b, h, p, p].
    private Tensor Matrices(HookKind kind, int layer, Tensor value) =>
        _hooks is null ? value : Fire(kind, layer, value.view(_batch, _config.Heads, _length, _length)).reshape(-1, _length, _length);
}
