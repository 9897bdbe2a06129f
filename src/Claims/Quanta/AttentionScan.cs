using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta;

/// <summary>Where heads look: their attention patterns, on average over the questions of each kind.</summary>
public sealed class AttentionScan
{
    /// <summary>Smaller shares are left out of <see cref="Shares"/>, as in the paper's tags.</summary>
    public const double LeastShare = 0.01;

    /// <summary>
    /// 10 % of a head's attention must go to what it is said to read, as in the paper. Compared as a number at that very position; the
    /// authors' tool compares text, in which P1 also matches P10.
    /// </summary>
    public const double LeastRead = 0.1;

    private const int Chunk = 128;
    private readonly QuestionLayout _layout;
    private readonly int _heads;
    private readonly int[] _counts;

    // Sums over the questions of a kind, [kind][layer][head, query, key].
    private readonly double[][][] _sums;

    private AttentionScan(QuestionLayout layout, TransformerConfig config)
    {
        _layout = layout;
        _heads = config.Heads;
        _counts = new int[Enum.GetValues<QuestionKind>().Length];
        _sums = [.. _counts.Select(_ => Enumerable.Range(0, config.Layers).Select(_ => new double[config.Heads * layout.Length * layout.Length]).ToArray())];
    }

    /// <summary>Looks at all heads of a model.</summary>
    public static AttentionScan Of(IEngine engine, AnalysisQuestions questions, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(questions);
        var scan = new AttentionScan(questions.Layout, engine.Config);
        var points = Enumerable.Range(0, engine.Config.Layers).Select(layer => new HookPoint(HookKind.Pattern, layer)).ToImmutableArray();
        for (var first = 0; first < questions.Count; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = new TokenBatch(Math.Min(Chunk, questions.Count - first), questions.Layout.Length);
            questions.Tokens.Tokens.Slice(first * part.Length, part.Tokens.Length).CopyTo(part.Tokens);
            var run = engine.Forward(part, new ForwardRequest { Record = points, LogitPositions = [] });
            for (var row = 0; row < part.Count; row++)
            {
                scan.Add((int)Complexity.KindOf(questions.Classes[first + row]), row, run, points);
            }
        }

        return scan;
    }

    /// <summary>Mean share of a head's attention that goes to a position, 0 to 1, over the questions of some kinds; 0 where there are none.</summary>
    /// <exception cref="ArgumentException">The node is an MLP.</exception>
    public double Share(Node node, int key, params ReadOnlySpan<QuestionKind> kinds)
    {
        var head = node.Head ?? throw new ArgumentException($"{node} is an MLP, which attends to nothing.");
        var (sum, count) = (0.0, 0);
        foreach (var kind in kinds)
        {
            sum += _sums[(int)kind][node.Layer][(((head * _layout.Length) + node.Position) * _layout.Length) + key];
            count += _counts[(int)kind];
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Whether a head reads a position in questions of some kinds: at least <see cref="LeastRead"/> of its attention goes there.</summary>
    /// <exception cref="ArgumentException">The node is an MLP.</exception>
    public bool Attends(Node node, int key, params ReadOnlySpan<QuestionKind> kinds) => key <= node.Position && Share(node, key, kinds) >= LeastRead;

    /// <summary>
    /// Where a head looks over all questions: shares of at least <see cref="LeastShare"/>, largest first, rounded to a hundredth of a
    /// percent. Empty for an MLP.
    /// </summary>
    public ImmutableArray<AttentionShare> Shares(Node node)
    {
        if (node.Head is null)
        {
            return [];
        }

        var shares =
            from key in Enumerable.Range(0, node.Position + 1)
            let share = Math.Round(Share(node, key, QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg), 4)
            where share >= LeastShare
            orderby share descending, key
            select new AttentionShare(key, share);
        return [.. shares];
    }

    private void Add(int kind, int row, ForwardResult run, ImmutableArray<HookPoint> points)
    {
        _counts[kind]++;
        var stride = _heads * _layout.Length * _layout.Length;
        for (var layer = 0; layer < points.Length; layer++)
        {
            var pattern = run[points[layer]].Values.AsSpan(row * stride, stride);
            var sums = _sums[kind][layer];
            for (var i = 0; i < pattern.Length; i++)
            {
                sums[i] += pattern[i];
            }
        }
    }
}
