using System.Collections.Immutable;
using System.Text;
using Repro.Claims.Quanta;

namespace Repro.Claims.Figures;

/// <summary>
/// Writes the set of answer tokens that an ablation breaks. The authors write their digits one behind the other, which is ambiguous from
/// ten on; here commas part them, and runs are compacted as in the published maps.
/// </summary>
public static class ImpactText
{
    // A run of two is as short in full.
    private const int ShortestRun = 3;
    private const int LongestLine = 9;

    /// <summary>The answer tokens that go wrong in some question, A_k as k, the sign as n + 1; highest first.</summary>
    public static ImmutableArray<int> Digits(NodeEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return [.. Enumerable.Range(0, effect.Impact.Length).Where(k => effect.Impact[k] > 0).Reverse()];
    }

    /// <summary>Such a set, for instance <c>A7..4,2</c>, in lines of a few letters.</summary>
    /// <param name="digits">The set, highest first.</param>
    public static ImmutableArray<string> Lines(ImmutableArray<int> digits)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var line = new StringBuilder("A");
        var parts = Parts(digits).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            var part = i + 1 < parts.Length ? parts[i] + "," : parts[i];
            if (line.Length > 1 && line.Length + part.Length > LongestLine)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(part);
        }

        lines.Add(line.ToString());
        return lines.ToImmutable();
    }

    private static IEnumerable<string> Parts(ImmutableArray<int> digits)
    {
        for (var first = 0; first < digits.Length;)
        {
            var last = first;
            while (last + 1 < digits.Length && digits[last + 1] == digits[last] - 1)
            {
                last++;
            }

            if (last - first + 1 >= ShortestRun)
            {
                yield return $"{digits[first]}..{digits[last]}";
                first = last + 1;
            }
            else
            {
                yield return $"{digits[first]}";
                first++;
            }
        }
    }
}
