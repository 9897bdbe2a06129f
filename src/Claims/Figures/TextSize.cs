namespace Repro.Claims.Figures;

/// <summary>
/// How much room text takes. Which sans-serif font a viewer has is not known, so widths are upper bounds over the common ones, of which
/// DejaVu Sans is the widest; measured text would need a font library.
/// </summary>
public static class TextSize
{
    /// <summary>Height of letters, 1 em, in pixels at 100 %.</summary>
    public const double Em = 12;

    /// <summary>From one line to the next.</summary>
    public const double Line = 16;

    /// <summary>From the middle of a line down to the foot of its letters.</summary>
    public const double Drop = 4.2;

    // How much wider letters are in bold.
    private const double Bold = 1.12;

    /// <summary>An upper bound of a text's width, in pixels.</summary>
    public static double Width(string text, bool bold = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Em * text.Sum(Advance) * (bold ? Bold : 1);
    }

    private static double Advance(char letter) => letter switch
    {
        'M' or 'W' or 'm' or 'w' or '%' or '@' or '+' or '=' or '<' or '>' or '±' or '−' => 1.02,
        '.' or ',' or ':' or ';' or '\'' or '|' or 'i' or 'j' or 'l' or ' ' => 0.36,
        '#' or '&' or '^' or '~' => 0.84,
        >= 'A' and <= 'Z' => 0.8,
        <= '\u024F' => 0.65,
        _ => 1.1,
    };
}
