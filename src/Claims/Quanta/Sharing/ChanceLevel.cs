namespace Repro.Claims.Quanta.Sharing;

/// <summary>A count beside what chance makes of it.</summary>
/// <param name="Observed">The count.</param>
/// <param name="Mean">Its mean by chance.</param>
/// <param name="AtLeast">p value of so many or more; the smallest is 0.001.</param>
/// <param name="AtMost">p value of so many or fewer.</param>
public readonly record struct ChanceLevel(int Observed, double Mean, double AtLeast, double AtMost)
{
    /// <summary>Draws that make a chance level.</summary>
    public const int Draws = 999;

    /// <summary>Compares a count with draws of it; the observed one counts as one of them in the p values.</summary>
    public static ChanceLevel Of(int observed, Func<int> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var (sum, more, fewer) = (0L, 1, 1);
        for (var i = 0; i < Draws; i++)
        {
            var drawn = draw();
            sum += drawn;
            more += drawn >= observed ? 1 : 0;
            fewer += drawn <= observed ? 1 : 0;
        }

        return new ChanceLevel(observed, (double)sum / Draws, more / (Draws + 1.0), fewer / (Draws + 1.0));
    }
}
