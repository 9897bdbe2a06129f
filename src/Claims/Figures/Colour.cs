using System.Globalization;

namespace Repro.Claims.Figures;

/// <summary>An sRGB colour.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Black: all text.</summary>
    public static Colour Black { get; } = new(0, 0, 0);

    /// <summary>White: the paper.</summary>
    public static Colour White { get; } = new(255, 255, 255);

    /// <summary>A light grey: what has nothing to say.</summary>
    public static Colour Grey { get; } = new(217, 217, 217);

    /// <summary>A dark grey: axes, frames.</summary>
    public static Colour Frame { get; } = new(89, 89, 89);

    /// <summary>The colour on the way to another.</summary>
    /// <param name="other">Where the way ends.</param>
    /// <param name="share">0 for this colour to 1 for the other.</param>
    public Colour Blend(Colour other, double share)
    {
        byte Mix(byte from, byte to) => (byte)Math.Round(from + ((to - from) * Math.Clamp(share, 0, 1)));
        return new Colour(Mix(Red, other.Red), Mix(Green, other.Green), Mix(Blue, other.Blue));
    }

    /// <summary>As SVG writes it, <c>#rrggbb</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");
}
