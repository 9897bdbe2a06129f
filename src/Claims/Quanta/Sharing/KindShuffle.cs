using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>
/// Useful nodes whose kinds of question are dealt anew: every kind keeps its number of nodes, and every node, as it is useful, at least one kind. All ways
/// to do so come up equally often.
/// </summary>
internal sealed class KindShuffle
{
    private const uint Stream = 12;

    // Attempts for each node and kind between two draws, and draws left out at the start, which is the observed one.
    private const int Attempts = 5;
    private const int LeftOut = 10;

    private readonly HashSet<QuestionKind>[] _nodes;
    private readonly QuestionKind[] _kinds;
    private RandomSequence _random;

    private KindShuffle(IEnumerable<ImmutableArray<QuestionKind>> served, ulong seed)
    {
        _nodes = [.. served.Where(kinds => !kinds.IsEmpty).Select(kinds => kinds.ToHashSet())];
        _kinds = [.. _nodes.SelectMany(kinds => kinds).Distinct().Order()];
        _random = new RandomSequence(seed, StreamPurpose.Statistics, minor: Stream);
        for (var draw = 0; draw < LeftOut; draw++)
        {
            Deal();
        }
    }

    /// <summary>Numbers of nodes beside what they are when dealt anew.</summary>
    /// <param name="served">What each node serves.</param>
    /// <param name="seed">Seed of the deals.</param>
    /// <param name="numbers">Which nodes are counted.</param>
    public static ImmutableArray<ChanceLevel> Of(
        IReadOnlyCollection<ImmutableArray<QuestionKind>> served, ulong seed, params ImmutableArray<Func<IReadOnlyCollection<QuestionKind>, bool>> numbers)
    {
        var shuffle = new KindShuffle(served, seed);
        var drawn = new int[ChanceLevel.Draws][];
        for (var draw = 0; draw < drawn.Length; draw++)
        {
            shuffle.Deal();
            drawn[draw] = [.. numbers.Select(counts => shuffle._nodes.Count(counts))];
        }

        return [.. numbers.Select((counts, number) =>
        {
            var draw = 0;
            return ChanceLevel.Of(served.Count(kinds => counts(kinds)), () => drawn[draw++][number]);
        })];
    }

    // A kind goes from one node to another that lacks it. The way back is tried as often, so every deal that can be reached is as likely as any other.
    private void Deal()
    {
        for (var attempt = 0; attempt < Attempts * _nodes.Length * _kinds.Length; attempt++)
        {
            var (from, to) = (_nodes[_random.NextBelow(_nodes.Length)], _nodes[_random.NextBelow(_nodes.Length)]);
            var kind = _kinds[_random.NextBelow(_kinds.Length)];
            if (from.Count > 1 && from.Contains(kind) && to.Add(kind))
            {
                from.Remove(kind);
            }
        }
    }
}
