using System.Collections.Immutable;

namespace Repro.Models.Training;

/// <summary>
/// The losses of a training so far: of every tenth step (0, 10, 20, …) as float32 for the figure, and of the five latest steps
/// exactly, because the published final loss is their mean (paper §3.1). 80,000 steps take 32 KB.
/// </summary>
public sealed class LossCurve
{
    /// <summary>Steps from one kept loss to the next.</summary>
    public const int Interval = 10;

    /// <summary>Number of latest losses kept exactly.</summary>
    public const int LatestKept = 5;

    private readonly List<float> _samples;
    private readonly double[] _latest = new double[LatestKept];

    /// <summary>The curve before the first step.</summary>
    public LossCurve() => _samples = [];

    /// <summary>The curve after some steps, as a checkpoint stores it.</summary>
    /// <param name="steps">Steps done.</param>
    /// <param name="samples">Losses of the steps 0, 10, 20, …</param>
    /// <param name="latest">Losses of the latest steps, oldest first.</param>
    internal LossCurve(int steps, IEnumerable<float> samples, ImmutableArray<double> latest)
    {
        Steps = steps;
        _samples = [.. samples];
        for (var i = 0; i < latest.Length; i++)
        {
            _latest[(steps - latest.Length + i) % LatestKept] = latest[i];
        }
    }

    /// <summary>Steps done.</summary>
    public int Steps { get; private set; }

    /// <summary>Losses of the steps 0, 10, 20, …, [⌈steps / 10⌉].</summary>
    public IReadOnlyList<float> Samples => _samples;

    /// <summary>Loss of the last step, FinalLoss in the paper; NaN before the first.</summary>
    public double FinalLoss => Steps == 0 ? double.NaN : _latest[(Steps - 1) % LatestKept];

    /// <summary>Mean loss of the five latest steps (of all, while there are fewer), AvgFinalLoss in the paper; NaN before the first.</summary>
    public double AvgFinalLoss => Steps == 0 ? double.NaN : Latest().Average();

    /// <summary>Losses of the latest steps, oldest first: five, or all while there are fewer.</summary>
    public ImmutableArray<double> Latest()
    {
        var count = LatestCount(Steps);
        var latest = ImmutableArray.CreateBuilder<double>(count);
        for (var step = Steps - count; step < Steps; step++)
        {
            latest.Add(_latest[step % LatestKept]);
        }

        return latest.MoveToImmutable();
    }

    /// <summary>Number of kept samples after some steps.</summary>
    internal static int SampleCount(int steps) => (int)(((long)steps + Interval - 1) / Interval);

    /// <summary>Number of latest losses after some steps.</summary>
    internal static int LatestCount(int steps) => Math.Min(steps, LatestKept);

    /// <summary>Appends the loss of the next step.</summary>
    internal void Add(double loss)
    {
        if (Steps % Interval == 0)
        {
            _samples.Add((float)loss);
        }

        _latest[Steps % LatestKept] = loss;
        Steps++;
    }
}
