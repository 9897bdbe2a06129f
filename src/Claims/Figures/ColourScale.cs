namespace Repro.Claims.Figures;

/// <summary>
/// Colours of a quanta map from its lowest shade to its highest, blended half with white as in the published maps. So each channel is 127
/// or more, and black text on any of them has a contrast above 5.
/// </summary>
public sealed class ColourScale
{
    private readonly Colour _low;
    private readonly Colour _high;

    private ColourScale(Colour low, Colour high)
    {
        _low = low.Blend(Colour.White, 0.5);
        _high = high.Blend(Colour.White, 0.5);
    }

    /// <summary>Blue to green: facts that any model has, such as fail share, impact and attention.</summary>
    public static ColourScale Generic { get; } = new(new Colour(0, 68, 214), new Colour(0, 186, 84));

    /// <summary>Green to yellow: facts of arithmetic, such as complexity classes and sub-tasks.</summary>
    public static ColourScale Maths { get; } = new(new Colour(0, 140, 62), new Colour(255, 226, 0));

    /// <summary>The colour of a shade.</summary>
    /// <param name="shade">0 for the lowest to 1 for the highest; what lies outside counts as the nearer end.</param>
    public Colour At(double shade) => _low.Blend(_high, shade);
}
