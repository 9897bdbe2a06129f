namespace Repro.Claims.Statistics;

/// <summary>A counted share.</summary>
/// <param name="Hits">How often it was so.</param>
/// <param name="Trials">Of how many.</param>
public readonly record struct Proportion(int Hits, int Trials)
{
    /// <summary>Hits by trials, NaN where there was none.</summary>
    public double Value => (double)Hits / Trials;

    /// <summary>Exact 95 % bounds of the share behind it.</summary>
    /// <exception cref="ArgumentException">There was no trial.</exception>
    public Interval Bounds => BinomialInterval.ClopperPearson(Hits, Trials);

    /// <inheritdoc/>
    public override string ToString() => $"{Hits}/{Trials}";
}
