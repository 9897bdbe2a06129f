using System.Collections.Immutable;
using System.Globalization;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Figures;

/// <summary>How many questions fail when all of a position is ablated, for each position (arXiv 2402.02619, "useful positions").</summary>
public static class PositionBars
{
    private const double Column = 36;
    private const double Bar = 28;
    private const double Height = 260;

    /// <summary>Draws the bars.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="layout">Where each token stands.</param>
    /// <param name="fails">Failing questions for each position of the layout.</param>
    /// <param name="questions">Number of questions asked.</param>
    /// <exception cref="ArgumentException">There are more or fewer counts than positions, or one is negative or above the number of questions.</exception>
    public static SvgDrawing Draw(string model, QuestionLayout layout, ImmutableArray<int> fails, int questions)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (fails.Length != layout.Length)
        {
            throw new ArgumentException($"{fails.Length} counts were given; questions of {layout.Digits} digits have {layout.Length} positions.");
        }

        if (questions < 1 || fails.Any(count => count < 0 || count > questions))
        {
            throw new ArgumentException($"The counts {string.Join(", ", fails)} must lie in 0 to the number of questions, which is {questions}.");
        }

        var frame = new PlotFrame(
            $"{model}: questions that fail when a position is ablated",
            $"{fails.Count(count => count > 0)} of {layout.Length} positions make one or more of {questions} questions fail.",
            Axis.Categories("token and position", [.. Enumerable.Range(0, layout.Length).Select(position => $"{layout.TokenName(position)}\nP{position}")]),
            Axis.Linear($"failing questions (of {questions})", [0, questions]),
            Column * layout.Length,
            Height);
        for (var position = 0; position < fails.Length; position++)
        {
            var (middle, top) = (frame.X(position), frame.Y(fails[position]));
            var bar = frame.Canvas.Group("bar", $"P{position} {layout.TokenName(position)}: {fails[position]} of {questions}");
            bar.Rectangle(middle - (Bar / 2), top, Bar, frame.Y(0) - top, ColourScale.Generic.At(0));
            bar.Text(fails[position].ToString(CultureInfo.InvariantCulture), middle, top - (TextSize.Line / 2));
        }

        return frame.Drawing;
    }
}
