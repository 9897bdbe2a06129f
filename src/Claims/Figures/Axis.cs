using System.Collections.Immutable;
using System.Globalization;

namespace Repro.Claims.Figures;

/// <summary>An axis of a plot: its range, its ticks and its label.</summary>
public sealed record Axis
{
    private readonly Func<double, double> _scale;

    private Axis(string label, double least, double most, Func<double, double> scale, ImmutableArray<(double Value, string Text)> ticks)
    {
        Label = label;
        Least = least;
        Most = most;
        _scale = scale;
        Ticks = ticks;
    }

    /// <summary>What is measured, and its unit.</summary>
    public string Label { get; }

    /// <summary>The value at its start.</summary>
    public double Least { get; }

    /// <summary>The value at its end.</summary>
    public double Most { get; }

    /// <summary>Values that are marked, with their texts.</summary>
    public ImmutableArray<(double Value, string Text)> Ticks { get; }

    /// <summary>An axis in equal steps of 1, 2 or 5 times a power of ten, from a tick to a tick around all values.</summary>
    /// <param name="label">What is measured, and its unit.</param>
    /// <param name="values">The values; one alone gets room on both sides.</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static Axis Linear(string label, IReadOnlyCollection<double> values)
    {
        const int Intervals = 6;
        var (least, most) = Range(label, values);
        if (least == most)
        {
            (least, most) = (least - 0.5, most + 0.5);
        }

        var rough = (most - least) / Intervals;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch
        {
            <= 1 => 1,
            <= 2 => 2,
            <= 5 => 5,
            _ => 10,
        };
        var (first, last) = ((long)Math.Floor(least / step), (long)Math.Ceiling(most / step));
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step)));
        ImmutableArray<(double Value, string Text)> ticks =
        [
            .. from tick in Enumerable.Range(0, (int)(last - first) + 1)
               let value = (first + tick) * step
               select (value, value.ToString(decimals == 0 ? "#,0" : $"F{decimals}", CultureInfo.InvariantCulture)),
        ];
        return new Axis(label, ticks[0].Value, ticks[^1].Value, value => value, ticks);
    }

    /// <summary>A logarithmic axis over whole decades around all values.</summary>
    /// <param name="label">What is measured, and its unit.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite or not above zero.</exception>
    public static Axis Logarithmic(string label, IReadOnlyCollection<double> values)
    {
        var (least, most) = Range(label, values);
        if (least <= 0)
        {
            throw new ArgumentException($"{label}: {least} has no place on a logarithmic axis; values must be above 0.");
        }

        var first = (int)Math.Floor(Math.Log10(least));
        var last = Math.Max(first + 1, (int)Math.Ceiling(Math.Log10(most)));
        return new Axis(
            label, Math.Pow(10, first), Math.Pow(10, last), Math.Log10, [.. Enumerable.Range(first, last - first + 1).Select(power => (Math.Pow(10, power), $"1e{power}"))]);
    }

    /// <summary>An axis of things that stand side by side: the i-th at the value i.</summary>
    /// <param name="label">What they are.</param>
    /// <param name="names">Their names, which may have several lines.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Axis Categories(string label, ImmutableArray<string> names) => names.IsEmpty
        ? throw new ArgumentException($"{label}: there is nothing to plot.")
        : new Axis(label, -0.5, names.Length - 0.5, value => value, [.. names.Select((name, i) => ((double)i, name))]);

    /// <summary>Where a value stands between the axis' start, 0, and its end, 1.</summary>
    public double Place(double value) => (_scale(value) - _scale(Least)) / (_scale(Most) - _scale(Least));

    private static (double Least, double Most) Range(string label, IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw new ArgumentException($"{label}: there is no value to plot.");
        }

        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"{label}: {value} cannot be plotted; values must be finite.");
            }
        }

        return (values.Min(), values.Max());
    }
}
