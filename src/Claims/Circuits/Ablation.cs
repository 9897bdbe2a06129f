using System.Collections.Immutable;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Transformer;

namespace Repro.Claims.Circuits;

/// <summary>
/// Takes nodes out of a model on a set of inputs: knows the values that ablation puts in their place, which it records from the clean
/// runs when they are first asked for.
/// </summary>
public sealed class Ablation
{
    private const int Chunk = 128;
    private readonly IEngine _engine;
    private readonly TokenBatch _tokens;
    private readonly Dictionary<HookPoint, HookValue> _sources = [];
    private readonly int[] _donors;

    /// <summary>An ablation over a set of inputs.</summary>
    /// <param name="engine">The model; must keep its parameters.</param>
    /// <param name="tokens">The inputs, also those whose runs are changed.</param>
    /// <param name="kind">What comes in the nodes' place.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <exception cref="ArgumentException">Resampling needs two inputs.</exception>
    public Ablation(IEngine engine, TokenBatch tokens, AblationKind kind, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(tokens);
        if (kind == AblationKind.Resample && tokens.Count < 2)
        {
            throw new ArgumentException("Resampling takes values from other inputs; there is only one.");
        }

        _engine = engine;
        _tokens = tokens;
        Kind = kind;
        _donors = Cycle(tokens.Count, seed);
    }

    /// <summary>What comes in the nodes' place.</summary>
    public AblationKind Kind { get; }

    /// <summary>Ablates one node.</summary>
    public Intervention Of(Node node) => Kind == AblationKind.Zero ? node.Zero() : node.Replace(Source(node.At));

    /// <summary>Ablates any hook point.</summary>
    /// <param name="at">The hook point.</param>
    /// <param name="positions">Its positions (of scores and patterns: query positions); none for all.</param>
    /// <param name="heads">Its heads; none for all. Only where <see cref="HookPoint.HasHeads"/>.</param>
    public Intervention Of(HookPoint at, ImmutableArray<int> positions = default, ImmutableArray<int> heads = default) => Kind == AblationKind.Zero
        ? Intervention.Zero(at, positions, heads)
        : Intervention.Replace(at, Source(at), positions, heads);

    /// <summary>Ablates several nodes in one run: one intervention for each head or MLP, at all its positions.</summary>
    public ImmutableArray<Intervention> Of(IEnumerable<Node> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return
        [
            .. from node in nodes.Order()
               group node.Position by (node.At, node.Head) into row
               let positions = row.ToImmutableArray()
               select Of(row.Key.At, positions, row.Key.Head is { } head ? [head] : []),
        ];
    }

    /// <summary>Ablates a whole position: the residual stream behind every block.</summary>
    public IEnumerable<Intervention> OfPosition(int position) =>
        Enumerable.Range(0, _engine.Config.Layers).Select(layer => Of(new HookPoint(HookKind.ResidualPost, layer), [position]));

    private HookValue Source(HookPoint at)
    {
        var isInBlock = HookPoint.IsInBlock(at.Kind);
        var from = Kind == AblationKind.FirstLayerMean && isInBlock ? new HookPoint(at.Kind, 0) : at;
        if (_sources.TryGetValue(from, out var source))
        {
            return source;
        }

        if (Kind == AblationKind.Resample)
        {
            return _sources[from] = Resampled(from);
        }

        // Of all layers at once, and of heads and MLPs, as who asks for one asks for others.
        var layers = Kind == AblationKind.FirstLayerMean ? 1 : _engine.Config.Layers;
        var kinds = Node.Kinds.Contains(at.Kind) ? Node.Kinds : [at.Kind];
        FindMeans(isInBlock ? [.. from kind in kinds from layer in Enumerable.Range(0, layers) select new HookPoint(kind, layer)] : [at]);
        return _sources[from];
    }

    // In chunks, as all values of a wide model at once would take gigabytes; summed in float64 in the order of the inputs.
    private void FindMeans(ImmutableArray<HookPoint> points)
    {
        var sums = new Dictionary<HookPoint, double[]>();
        for (var first = 0; first < _tokens.Count; first += Chunk)
        {
            foreach (var (at, values) in Record(points, first, Math.Min(Chunk, _tokens.Count - first)))
            {
                var stride = values.Values.Length / values.Shape[0];
                if (!sums.TryGetValue(at, out var sum))
                {
                    sums.Add(at, sum = new double[stride]);
                    _sources.Add(at, new HookValue(values.Shape.SetItem(0, 1), new float[stride]));
                }

                for (var i = 0; i < values.Values.Length; i++)
                {
                    sum[i % stride] += values.Values[i];
                }
            }
        }

        foreach (var (at, sum) in sums)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                _sources[at].Values[i] = (float)(sum[i] / _tokens.Count);
            }
        }
    }

    private HookValue Resampled(HookPoint at)
    {
        var clean = Record([at], 0, _tokens.Count)[at];
        var stride = clean.Values.Length / _tokens.Count;
        var values = new float[clean.Values.Length];
        for (var row = 0; row < _tokens.Count; row++)
        {
            clean.Values.AsSpan(_donors[row] * stride, stride).CopyTo(values.AsSpan(row * stride));
        }

        return new HookValue(clean.Shape, values);
    }

    private IReadOnlyDictionary<HookPoint, HookValue> Record(ImmutableArray<HookPoint> points, int first, int count)
    {
        var part = new TokenBatch(count, _tokens.Length);
        _tokens.Tokens.Slice(first * _tokens.Length, part.Tokens.Length).CopyTo(part.Tokens);
        return _engine.Forward(part, new ForwardRequest { Record = points, LogitPositions = [] }).Recorded;
    }

    // A random cycle through all rows (Sattolo), so that none is its own donor.
    private static int[] Cycle(int count, ulong seed)
    {
        var random = new RandomSequence(seed, StreamPurpose.Analysis, major: uint.MaxValue);
        var donors = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.NextBelow(i);
            (donors[i], donors[j]) = (donors[j], donors[i]);
        }

        return donors;
    }
}
