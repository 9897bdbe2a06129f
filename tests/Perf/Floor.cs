namespace Repro.Perf;

/// <summary>A ratio within one run that must not fall below a number: what CI holds a comparison to, as times differ from machine to machine.</summary>
/// <param name="What">The ratio, for a reader.</param>
/// <param name="Measured">Its value.</param>
/// <param name="Least">The lowest that passes.</param>
internal sealed record Floor(string What, double Measured, double Least)
{
    // A shared host slows one side of a ratio more than the other: on one that was, steps reached 0.95 of their aims.
    private const double ShareOfAim = 0.8;

    /// <summary>The floor of a ratio that is to reach an aim on a quiet machine.</summary>
    public static Floor Below(double aim, string what, double measured) => new(what, measured, ShareOfAim * aim);

    /// <summary>The exit code of a comparison: 0 where every floor holds; else 1, and stderr says which do not.</summary>
    public static int Judge(IEnumerable<Floor> floors)
    {
        // Also of what is no number.
        var missed = floors.Where(floor => !(floor.Measured >= floor.Least)).ToArray();
        foreach (var (what, measured, least) in missed)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"FAILED: {what} is {measured:F2}, at least {least:F2} is asked."));
        }

        return missed.Length == 0 ? 0 : 1;
    }
}
