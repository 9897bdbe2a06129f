using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Repro.Models.Transformer;
using static TorchSharp.torch;

namespace Repro.Models.Engines.Torch;

/// <summary>
/// The parameters of one or more models of one shape, in one flat tensor [model, element], and their gradients in another. A named tensor
/// is a view of both: leaf and gradient, so that clearing gradients and an update of all parameters are a few operations and not a few for
/// each tensor. The queries', keys' and values' weights lie side by side, so that one product makes all three.
/// </summary>
internal sealed class TorchWeights : IDisposable
{
    private readonly ParameterLayout _layout;
    private readonly ImmutableArray<TorchPiece> _pieces;
    private readonly Dictionary<string, Tensor> _leaves = new(StringComparer.Ordinal);

    /// <summary>Parameters in a tensor [model, element], which belongs to this from now on; gradients are zero.</summary>
    public TorchWeights(ParameterLayout layout, Tensor values)
        : this(layout, values, zeros_like(values).DetachFromDisposeScope())
    {
    }

    private TorchWeights(ParameterLayout layout, Tensor values, Tensor gradients)
    {
        _layout = layout;
        _pieces = TorchPiece.Of(layout);
        Models = (int)values.shape[0];
        Values = values;
        Gradients = gradients;
        using var scope = NewDisposeScope();
        foreach (var (name, offset, shape) in TorchPiece.Leaves(layout, _pieces))
        {
            var leaf = View(Values, offset, shape).detach().requires_grad_();
            leaf.grad = View(Gradients, offset, shape);
            _leaves.Add(name, leaf.DetachFromDisposeScope());
        }
    }

    /// <summary>Number of models.</summary>
    public int Models { get; }

    /// <summary>All parameters [model, element].</summary>
    public Tensor Values { get; }

    /// <summary>The gradients of the last backward pass, of the same layout.</summary>
    public Tensor Gradients { get; }

    /// <summary>A parameter [model, …] under TransformerLens's name; <c>attn.W_QKV</c> and <c>attn.b_QKV</c> stand for those of all three.</summary>
    public Tensor this[string name] => _leaves[name];

    /// <summary>Parameters of zero. Where memory does not suffice for all, nothing is kept.</summary>
    public static TorchWeights Zero(ParameterLayout layout, int models, Device device)
    {
        using var scope = NewDisposeScope();
        var values = zeros(models, layout.Count, device: device);
        var weights = new TorchWeights(layout, values);
        values.DetachFromDisposeScope();
        return weights;
    }

    /// <summary>One of the models, in the same memory.</summary>
    public TorchWeights Slice(int model) => new(_layout, Part(Values, model), Part(Gradients, model));

    /// <summary>One model's part of a tensor [model, element], in the same memory.</summary>
    public static Tensor Part(Tensor flat, int model) => flat.narrow(0, model, 1).DetachFromDisposeScope();

    /// <summary>Copies parameters, or anything of their layout, into one model's part of a tensor of this layout.</summary>
    public void Import(Parameters source, Tensor flat, int model)
    {
        var values = new float[_layout.Count];
        foreach (var piece in _pieces)
        {
            piece.Import(source[piece.Spec], values);
        }

        using var scope = NewDisposeScope();
        using var off = no_grad();
        flat[model].copy_(tensor(values, device: flat.device));
    }

    /// <summary>Copies one model's part of a tensor of this layout.</summary>
    public void Export(Tensor flat, int model, Parameters destination)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var values = MemoryMarshal.Cast<byte, float>(flat[model].cpu().bytes);
        foreach (var piece in _pieces)
        {
            piece.Export(values, destination[piece.Spec]);
        }
    }

    public void Dispose()
    {
        foreach (var leaf in _leaves.Values)
        {
            leaf.Dispose();
        }

        Values.Dispose();
        Gradients.Dispose();
    }

    private Tensor View(Tensor flat, int offset, ImmutableArray<int> shape)
    {
        var length = shape.Aggregate(1L, (product, size) => product * size);
        return flat.narrow(1, offset, length).view([Models, .. shape.Select(size => (long)size)]);
    }
}
