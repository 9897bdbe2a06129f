using Repro.Models.Engines;
using Repro.Models.Tests.Reference;

namespace Repro.Models.Tests.Engines;

/// <summary>Finds the first difference of two runs of numbers and says it in words; null where there is none.</summary>
internal static class Difference
{
    /// <summary>Different bits.</summary>
    public static string? InBits(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        if (actual.Length != expected.Length)
        {
            return $"{actual.Length} values instead of {expected.Length}";
        }

        for (var i = 0; i < actual.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(actual[i]) != BitConverter.SingleToInt32Bits(expected[i]))
            {
                return $"[{i}] is {actual[i]:R} instead of {expected[i]:R}";
            }
        }

        return null;
    }

    /// <summary>Another shape, or a value off by more than <paramref name="relative"/> of the largest finite magnitude.</summary>
    public static string? Beyond(double relative, HookValue actual, ReferenceTensor expected)
    {
        if (!actual.Shape.AsSpan().SequenceEqual(expected.Shape))
        {
            return $"shape [{string.Join(", ", actual.Shape)}] instead of [{string.Join(", ", expected.Shape)}]";
        }

        return Beyond(relative * Largest(expected.Values), actual.Values, expected.Values);
    }

    /// <summary>A value off by more than <paramref name="absolute"/>; infinities must be equal and NaN is never right.</summary>
    public static string? Beyond(double absolute, ReadOnlySpan<float> actual, ReadOnlySpan<double> expected)
    {
        if (actual.Length != expected.Length)
        {
            return $"{actual.Length} values instead of {expected.Length}";
        }

        for (var i = 0; i < actual.Length; i++)
        {
            var close = double.IsFinite(expected[i]) ? Math.Abs(actual[i] - expected[i]) <= absolute : actual[i].Equals((float)expected[i]);
            if (!close || double.IsNaN(expected[i]))
            {
                return $"[{i}] is {actual[i]:R} instead of {expected[i]:R}, off by {Math.Abs(actual[i] - expected[i]):g3}, allowed {absolute:g3}";
            }
        }

        return null;
    }

    /// <summary>The largest finite magnitude.</summary>
    public static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = double.IsFinite(value) ? Math.Max(largest, Math.Abs(value)) : largest;
        }

        return largest;
    }
}
