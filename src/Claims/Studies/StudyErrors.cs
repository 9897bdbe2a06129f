using System.Globalization;
using Repro.Claims.Statistics;

namespace Repro.Claims.Studies;

/// <summary>How many questions of a set a model got wrong.</summary>
/// <param name="Set">The questions' name.</param>
/// <param name="Questions">How many were asked.</param>
/// <param name="Errors">How many answers differed from the truth in any token.</param>
public sealed record StudyErrors(string Set, long Questions, long Errors)
{
    private readonly Interval _bounds = BinomialInterval.ClopperPearson(Errors, Questions);

    /// <summary>Lower end of the exact 95 % bounds of the error rate, to six digits.</summary>
    public double Lower => Rounded(_bounds.Lower);

    /// <summary>Upper end of it.</summary>
    public double Upper => Rounded(_bounds.Upper);

    // The quantiles come from the platform's elementary functions, whose last bits differ; files must not.
    private static double Rounded(double value) => double.Parse(value.ToString("g6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
