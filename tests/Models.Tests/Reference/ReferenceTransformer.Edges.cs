using Repro.Models.Engines.Edges;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Reference;

/// <summary>
/// Edges by their definition: what a receiver reads is put together anew from everything that was written before it, each part
/// from the run or from an edge's source. (The engines add differences instead.) Interventions at hook_attn_out or the residual stream are no part
/// of that sum, so runs with edges must not have them.
/// </summary>
internal sealed partial class ReferenceTransformer
{
    private ReferenceTensor Read(ReferenceRun run, ReferenceTensor residual, Receiver receiver)
    {
        var edges = run.Edges.Where(edge => edge.To == receiver).ToArray();
        if (edges.Length == 0)
        {
            return residual;
        }

        var result = new ReferenceTensor(residual.Shape);
        for (var b = 0; b < residual.Shape[0]; b++)
        {
            for (var p = 0; p < residual.Shape[1]; p++)
            {
                for (var m = 0; m < _config.DModel; m++)
                {
                    result[b, p, m] = Senders(receiver).Sum(sender => Written(run, sender, edges, b, p, m)) + OutputBiases(receiver, m);
                }
            }
        }

        return result;
    }

    /// <summary>The heads' part of what they read: each its own.</summary>
    private ReferenceTensor ForEachHead(ReferenceRun run, ReferenceTensor shared, ReferenceTensor residual, ReceiverKind kind, int layer)
    {
        var letter = kind.ToString()[0];
        var block = $"blocks.{layer}.";
        var result = ForEachHead(shared, $"{block}attn.W_{letter}", $"{block}attn.b_{letter}");
        for (var h = 0; h < _config.Heads; h++)
        {
            var receiver = kind switch
            {
                ReceiverKind.Query => Receiver.Query(layer, h),
                ReceiverKind.Key => Receiver.Key(layer, h),
                _ => Receiver.Value(layer, h),
            };
            var read = Read(run, residual, receiver);
            if (read == residual)
            {
                continue;
            }

            // A run of its own: ln1's hooks show the norm that all heads share.
            var normal = LayerNorm(new ReferenceRun([], []), read, block + "ln1", new HookPoint(HookKind.Norm1Scale, layer), new HookPoint(HookKind.Norm1, layer));
            var own = ForEachHead(normal, $"{block}attn.W_{letter}", $"{block}attn.b_{letter}");
            for (var b = 0; b < result.Shape[0]; b++)
            {
                for (var p = 0; p < result.Shape[1]; p++)
                {
                    for (var e = 0; e < _config.DHead; e++)
                    {
                        result[b, p, h, e] = own[b, p, h, e];
                    }
                }
            }
        }

        return result;
    }

    private IEnumerable<Sender> Senders(Receiver receiver) => AllSenders(_config).Where(receiver.IsAfter);

    /// <summary>Every sender of a model.</summary>
    public static IEnumerable<Sender> AllSenders(TransformerConfig config)
    {
        yield return Sender.Input;
        for (var layer = 0; layer < config.Layers; layer++)
        {
            for (var head = 0; head < config.Heads; head++)
            {
                yield return Sender.Head(layer, head);
            }

            yield return Sender.Mlp(layer);
        }
    }

    /// <summary>Every receiver of a model.</summary>
    public static IEnumerable<Receiver> AllReceivers(TransformerConfig config)
    {
        for (var layer = 0; layer < config.Layers; layer++)
        {
            for (var head = 0; head < config.Heads; head++)
            {
                yield return Receiver.Query(layer, head);
                yield return Receiver.Key(layer, head);
                yield return Receiver.Value(layer, head);
            }

            yield return Receiver.Mlp(layer);
        }

        yield return Receiver.Logits;
    }

    private double OutputBiases(Receiver receiver, int m)
    {
        var layers = receiver.Kind switch
        {
            ReceiverKind.Logits => _config.Layers,
            ReceiverKind.Mlp => receiver.Layer + 1,
            _ => receiver.Layer,
        };
        var sum = 0.0;
        for (var layer = 0; layer < layers; layer++)
        {
            sum += Parameter($"blocks.{layer}.attn.b_O")[m];
        }

        return sum;
    }

    private double Written(ReferenceRun run, Sender sender, EdgeIntervention[] edges, int b, int p, int m)
    {
        var edge = Array.Find(edges, edge => edge.From == sender && (edge.Positions.IsEmpty || edge.Positions.Contains(p)));
        var own = run.Hooks[sender.Output];
        double Output(int width, int i)
        {
            var row = (b * own.Shape[1]) + p;
            return edge is null
                ? own.Values[(row * width) + i]
                : edge.Source.Values[((edge.Source.Shape[0] == 1 ? p : row) * width) + i];
        }

        if (sender.Kind != SenderKind.Head)
        {
            return Output(_config.DModel, m);
        }

        var weight = Parameter($"blocks.{sender.Layer}.attn.W_O");
        var sum = 0.0;
        for (var e = 0; e < _config.DHead; e++)
        {
            var i = (sender.Index * _config.DHead) + e;
            sum += Output(_config.AttentionWidth, i) * weight[(i * _config.DModel) + m];
        }

        return sum;
    }
}
