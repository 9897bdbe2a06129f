using System.Collections.Immutable;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Quanta.Sharing;

/// <summary>Which kinds of question a node serves, told by what its ablation breaks (arXiv 2402.02619, "polysemantic nodes").</summary>
public static class BrokenKinds
{
    /// <summary>One failing question of a kind, as in the paper.</summary>
    public const int PublishedFails = 1;

    /// <summary>The kinds of which at least so many questions go wrong, in the order of <see cref="QuestionKind"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No failing question is asked for.</exception>
    public static ImmutableArray<QuestionKind> Kinds(this NodeEffect effect, int leastFails)
    {
        ArgumentNullException.ThrowIfNull(effect);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastFails, 1);
        return [.. from single in effect.Classes
                   group single.Value by Complexity.KindOf(single.Key) into kind
                   where kind.Sum() >= leastFails
                   orderby kind.Key
                   select kind.Key];
    }

    /// <summary>Whether it serves two kinds or more: the paper's polysemantic node.</summary>
    public static bool IsShared(this NodeEffect effect, int leastFails) => effect.Kinds(leastFails).Length > 1;
}
