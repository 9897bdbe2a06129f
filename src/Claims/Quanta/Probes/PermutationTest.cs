using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Probes;

/// <summary>Whether a classifier's answers have anything to do with the labels of samples it never saw.</summary>
internal static class PermutationTest
{
    /// <summary>Permutations drawn: the smallest p value is 0.001.</summary>
    public const int Permutations = 999;

    /// <summary>
    /// The share of permutations of the labels, the given order among them, that agree with the answers at least as often as the given
    /// order does.
    /// </summary>
    public static double PValue(ReadOnlySpan<int> answers, ReadOnlySpan<int> labels, RandomSequence random)
    {
        var agreed = Agreements(answers, labels);
        var shuffled = labels.ToArray();
        var asGood = 1;
        for (var permutation = 0; permutation < Permutations; permutation++)
        {
            random.Shuffle<int>(shuffled);
            asGood += Agreements(answers, shuffled) >= agreed ? 1 : 0;
        }

        return asGood / (Permutations + 1.0);
    }

    private static int Agreements(ReadOnlySpan<int> answers, ReadOnlySpan<int> labels)
    {
        var count = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            count += answers[i] == labels[i] ? 1 : 0;
        }

        return count;
    }
}
