using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims.Statistics;

namespace Repro.Claims.Arithmetic;

/// <summary>How many questions of a set a model got wrong.</summary>
/// <param name="Set">The questions' name.</param>
/// <param name="Questions">How many were asked.</param>
/// <param name="Errors">How many answers differed from the truth in any token.</param>
/// <param name="FirstWrong">The first few of these.</param>
public sealed record AccuracyResult(string Set, long Questions, long Errors, ImmutableArray<WrongAnswer> FirstWrong) : IJsonOnDeserialized
{
    /// <summary>Share of wrong answers, 0 to 1.</summary>
    public double ErrorRate => (double)Errors / Questions;

    /// <summary>Exact 95 % bounds of the error rate.</summary>
    public Interval Bounds => BinomialInterval.ClopperPearson(Errors, Questions);

    /// <summary>Refuses counts from a file that no questions can give, for which there are no bounds.</summary>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Questions < 1 || Errors < 0 || Errors > Questions)
        {
            throw new JsonException($"{Errors} wrong answers of {Questions} to '{Set}' cannot be; there are 0 to N of N, N at least 1.");
        }
    }
}
