using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Repro.Models.Transformer;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Models.Engines.Torch;

/// <summary>
/// The interventions and recordings of one run, all on the device. What is recorded belongs to the run's dispose scope, as the scope of a
/// block ends with the block. It is attached, as TorchSharp 0.107.0 loses what is moved to the scope that has it already.
/// </summary>
internal sealed class TorchHooks(
    TransformerConfig config, ForwardRequest request, int batch, int length, Device device, DisposeScope run, TorchEdges? edges = null)
{
    private readonly Dictionary<HookPoint, Tensor> _recorded = [];

    /// <summary>The run's changed edges, if there are any.</summary>
    public TorchEdges? Edges => edges;

    /// <summary>The values at a hook point, in its documented shape, have been made: gives them back changed, and keeps what is recorded.</summary>
    public Tensor Fire(HookPoint at, Tensor value)
    {
        foreach (var intervention in request.Interventions)
        {
            if (intervention.At == at)
            {
                value = Change(value, intervention);
            }
        }

        edges?.Sent(at, value);
        if (request.Record.Contains(at))
        {
            var kept = request.RecordPositions is { } chosen ? value.index_select(PositionAxis(at), Indices(chosen)) : value;
            run.Attach(kept);
            _recorded[at] = kept;
        }

        return value;
    }

    /// <summary>What was recorded, copied from the device.</summary>
    public IReadOnlyDictionary<HookPoint, HookValue> Recorded() => _recorded.ToDictionary(
        pair => pair.Key,
        pair => new HookValue(
            HookShape.Of(config, pair.Key.Kind, batch, request.RecordPositions?.Length ?? length, length), Copy(pair.Value), request.RecordPositions));

    /// <summary>The elements of a tensor, row-major.</summary>
    public static float[] Copy(Tensor value) => value.numel() == 0 ? [] : MemoryMarshal.Cast<byte, float>(value.contiguous().cpu().bytes).ToArray();

    private Tensor Change(Tensor value, Intervention intervention)
    {
        var source = intervention.Source is { } given ? Everywhere(intervention.At, given) : null;
        var changed = intervention.Kind switch
        {
            InterventionKind.Zero => zeros_like(value),
            InterventionKind.Replace => source!.expand_as(value),
            InterventionKind.Add => value + source!,
            _ => throw new ArgumentOutOfRangeException(nameof(intervention), intervention.Kind, "Unknown intervention."),
        };
        return Chosen(intervention) is { } chosen ? where(chosen, changed, value) : changed;
    }

    // A source of some positions has zeros at the others, which are not read.
    private Tensor Everywhere(HookPoint at, HookValue source)
    {
        var values = tensor(source.Values, [.. source.Shape.Select(size => (long)size)], device: device);
        if (source.Positions is not { } held)
        {
            return values;
        }

        var shape = HookShape.Of(config, at.Kind, source.Shape[0], length, length);
        return zeros([.. shape.Select(size => (long)size)], device: device).index_copy_(PositionAxis(at), Indices(held), values);
    }

    private Tensor Indices(ImmutableArray<int> positions) => tensor(Array.ConvertAll([.. positions], position => (long)position), device: device);

    // Scores and patterns are [batch, head, query, key], all else [batch, position, head or width, …].
    private static int PositionAxis(HookPoint at) => at.Kind is HookKind.AttentionScores or HookKind.Pattern ? 2 : 1;

    // Null chooses everything.
    private Tensor? Chosen(Intervention intervention)
    {
        var axes = HookShape.Of(config, intervention.At.Kind, batch, length, length).Length;
        var axis = PositionAxis(intervention.At);
        var positions = Mask(intervention.Positions, length, axes, axis);
        var heads = Mask(intervention.Heads, config.Heads, axes, axis == 2 ? 1 : 2);
        return (positions, heads) switch
        {
            ({ } both, { } and) => both.logical_and(and),
            _ => positions ?? heads,
        };
    }

    private Tensor? Mask(ImmutableArray<int> chosen, int size, int axes, int axis)
    {
        if (chosen.IsEmpty)
        {
            return null;
        }

        var mask = new bool[size];
        foreach (var index in chosen)
        {
            mask[index] = true;
        }

        var shape = Enumerable.Repeat(1L, axes).ToArray();
        shape[axis] = size;
        return tensor(mask, device: device).view(shape);
    }
}
