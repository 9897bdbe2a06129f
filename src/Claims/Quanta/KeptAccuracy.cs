using Repro.Claims.Arithmetic;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta;

/// <summary>How many questions of one kind a model still answers right with only some of its nodes.</summary>
/// <param name="Kind">Kind of question.</param>
/// <param name="Questions">Number of questions asked, all of which the whole model answers right.</param>
/// <param name="Right">Number of them answered right in every token.</param>
/// <param name="Bounds">Exact 95 % bounds of the share that is right.</param>
public sealed record KeptAccuracy(QuestionKind Kind, int Questions, int Right, Interval Bounds)
{
    /// <summary>The share that is right, 0 to 1.</summary>
    public double Share => (double)Right / Questions;
}
