using System.Collections.Immutable;
using Repro.Models.Engines.Managed.Memory;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Hooks;

/// <summary>
/// The interventions and recordings of one run, for one thread's current group of sequences. Threads write to separate parts of
/// the recorded arrays.
/// </summary>
internal sealed unsafe class HookSession(
    TransformerConfig config, Widths widths, ForwardRequest request, int length, IReadOnlyDictionary<HookPoint, HookValue> recorded, EdgeSession? edges = null)
{
    private readonly Dictionary<HookPoint, RowPlaces> _places = recorded.ToDictionary(pair => pair.Key, pair => new RowPlaces(config, pair.Key, pair.Value, length));
    private int _first;
    private int _count;

    /// <summary>The run's changed edges, if there are any.</summary>
    public EdgeSession? Edges => edges;

    /// <summary>Empty arrays for everything that a request records.</summary>
    public static Dictionary<HookPoint, HookValue> Allocate(TransformerConfig config, ForwardRequest request, int batch, int length)
    {
        var recorded = new Dictionary<HookPoint, HookValue>();
        var positions = request.RecordPositions?.Length ?? length;
        foreach (var point in request.Record)
        {
            var shape = HookShape.Of(config, point.Kind, batch, positions, length);
            recorded[point] = new HookValue(shape, new float[shape.Aggregate(1, (product, size) => checked(product * size))], request.RecordPositions);
        }

        return recorded;
    }

    /// <summary>Sets which sequences of the batch the buffers hold from now on.</summary>
    public void Enter(int first, int count)
    {
        _first = first;
        _count = count;
        edges?.Enter(first, count);
    }

    /// <summary>Whether anything is to be done at this point.</summary>
    public bool Wants(HookKind kind, int layer)
    {
        foreach (var point in request.Record)
        {
            if (point.Kind == kind && point.Layer == layer)
            {
                return true;
            }
        }

        foreach (var intervention in request.Interventions)
        {
            if (intervention.At.Kind == kind && intervention.At.Layer == layer)
            {
                return true;
            }
        }

        return edges is not null && edges.Wants(kind, layer);
    }

    /// <summary>
    /// The values at a hook point have been made: changes and records them. Rows lie <paramref name="stride"/> apart and stand for
    /// each sequence's <paramref name="positions"/>.
    /// </summary>
    public void At(HookKind kind, int layer, float* data, nint stride, ReadOnlySpan<int> positions)
    {
        foreach (var intervention in request.Interventions)
        {
            if (intervention.At.Kind == kind && intervention.At.Layer == layer)
            {
                ForEachRow(intervention.At, data, stride, positions, new Change(config, intervention, length));
            }
        }

        edges?.Sent(kind, layer, data, stride);
        foreach (var (point, value) in recorded)
        {
            if (point.Kind == kind && point.Layer == layer)
            {
                ForEachRow(point, data, stride, positions, new Recording(_places[point], value));
            }
        }
    }

    // Visits the contiguous runs of numbers of a hook point: (sequence, position, head) each, or (sequence, position) where the
    // kind has no heads.
    private void ForEachRow<TVisitor>(HookPoint point, float* data, nint stride, ReadOnlySpan<int> positions, TVisitor visitor)
        where TVisitor : struct, IRowVisitor
    {
        var width = HookShape.Width(config, point.Kind, length);
        var byPattern = point.Kind is HookKind.AttentionScores or HookKind.Pattern;
        var heads = point.HasHeads ? config.Heads : 1;
        for (var sequence = 0; sequence < _count; sequence++)
        {
            for (var i = 0; i < positions.Length; i++)
            {
                for (var head = 0; head < heads; head++)
                {
                    var row = byPattern
                        ? data + ((((((nint)sequence * heads) + head) * positions.Length) + i) * stride)
                        : data + ((((nint)sequence * positions.Length) + i) * stride) + (head * widths.Head);
                    visitor.Visit(new Span<float>(row, width), _first + sequence, positions[i], head);
                }
            }
        }
    }

    private readonly struct Recording(RowPlaces places, HookValue value) : IRowVisitor
    {
        public void Visit(Span<float> row, int sequence, int position, int head)
        {
            if (places.Holds(position))
            {
                row.CopyTo(value.Values.AsSpan(places.Of(sequence, position, head), row.Length));
            }
        }
    }

    private readonly struct Change(TransformerConfig config, Intervention intervention, int length) : IRowVisitor
    {
        private readonly bool[]? _positions = Chosen(intervention.Positions, length);
        private readonly RowPlaces? _places = intervention.Source is { } source ? new RowPlaces(config, intervention.At, source, length) : null;

        public void Visit(Span<float> row, int sequence, int position, int head)
        {
            if ((_positions is not null && !_positions[position])
                || (!intervention.Heads.IsEmpty && !intervention.Heads.Contains(head)))
            {
                return;
            }

            switch (intervention.Kind)
            {
                case InterventionKind.Zero:
                    row.Clear();
                    break;
                case InterventionKind.Replace:
                    Source(sequence, position, head, row.Length).CopyTo(row);
                    break;
                case InterventionKind.Add:
                    var values = Source(sequence, position, head, row.Length);
                    for (var i = 0; i < row.Length; i++)
                    {
                        row[i] += values[i];
                    }

                    break;
                default:
                    throw new InvalidOperationException($"Unknown intervention {intervention.Kind}.");
            }
        }

        private ReadOnlySpan<float> Source(int sequence, int position, int head, int width)
        {
            var source = intervention.Source!;
            return source.Values.AsSpan(_places!.Of(source.Shape[0] == 1 ? 0 : sequence, position, head), width);
        }

        private static bool[]? Chosen(ImmutableArray<int> indices, int count)
        {
            if (indices.IsEmpty)
            {
                return null;
            }

            var chosen = new bool[count];
            foreach (var index in indices)
            {
                chosen[index] = true;
            }

            return chosen;
        }
    }
}
