using System.Collections.Immutable;
using Repro.Models.Engines.Edges;
using Repro.Models.Transformer;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Models.Engines.Torch;

/// <summary>
/// The edges of one run, on the device: what each source differs from what its sender has written, and the inputs of receivers with these
/// differences added. The differences, which later blocks read, belong to the run's dispose scope.
/// </summary>
internal sealed class TorchEdges(
    TransformerConfig config, TorchWeights weights, ImmutableArray<EdgeIntervention> edges, int batch, int length, Device device, DisposeScope run)
{
    private readonly ILookup<Receiver, EdgeIntervention> _into = edges.ToLookup(edge => edge.To);
    private readonly Dictionary<(Sender, HookValue), Tensor> _differences = [];

    /// <summary>A component has written, in its hook point's shape: keeps how the sources differ, [1, b · p, d_model].</summary>
    public void Sent(HookPoint at, Tensor value)
    {
        foreach (var (from, source) in edges.Select(edge => (edge.From, edge.Source)).Where(pair => pair.From.Output == at).Distinct())
        {
            var difference = tensor(source.Values, [.. source.Shape.Select(size => (long)size)], device: device) - value;
            var written = from.Kind == SenderKind.Head
                ? mm(difference.select(2, from.Index).reshape(batch * length, config.DHead), Output(from)).view(1, batch * length, config.DModel)
                : difference.reshape(1, batch * length, config.DModel);
            run.Attach(written);
            _differences[(from, source)] = written;
        }
    }

    /// <summary>What a receiver reads: the residual stream [1, b · p, d_model] itself, or a new one with its edges changed.</summary>
    public Tensor Input(Receiver receiver, Tensor residual)
    {
        foreach (var edge in _into[receiver])
        {
            var difference = _differences[(edge.From, edge.Source)];
            if (!edge.Positions.IsEmpty)
            {
                var chosen = new float[length];
                foreach (var position in edge.Positions)
                {
                    chosen[position] = 1;
                }

                difference = (difference.view(batch, length, -1) * tensor(chosen, device: device).unsqueeze(1)).view(1, batch * length, -1);
            }

            residual = residual + difference;
        }

        return residual;
    }

    /// <summary>Whether a receiver's input is changed.</summary>
    public bool Into(Receiver receiver) => _into.Contains(receiver);

    private Tensor Output(Sender head) =>
        weights[$"blocks.{head.Layer}.attn.W_O"].squeeze(0).narrow(0, head.Index * config.DHead, config.DHead);
}
