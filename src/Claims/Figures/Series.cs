namespace Repro.Claims.Figures;

/// <summary>
/// How the members of a plot are told apart: by colour and by shape, so that neither colour vision nor colour print is needed.
/// </summary>
internal static class Series
{
    private const double Radius = 4;

    private static readonly Colour[] Colours = [new(0, 92, 175), new(214, 84, 0), new(0, 128, 84), new(150, 40, 140)];

    /// <summary>Most members.</summary>
    public static int Most => Colours.Length;

    /// <summary>The colour of a member.</summary>
    public static Colour ColourOf(int member) => Colours[member];

    /// <summary>Draws a member's mark.</summary>
    public static void Mark(SvgGroup group, int member, double x, double y)
    {
        var colour = Colours[member];
        switch (member)
        {
            case 0:
                group.Circle(x, y, Radius, colour);
                break;
            case 1:
                group.Rectangle(x - Radius, y - Radius, 2 * Radius, 2 * Radius, colour);
                break;
            case 2:
                group.Polygon([(x, y - Radius - 1), (x + Radius + 1, y + Radius), (x - Radius - 1, y + Radius)], colour);
                break;
            default:
                group.Polygon([(x, y - Radius - 1.5), (x + Radius + 1.5, y), (x, y + Radius + 1.5), (x - Radius - 1.5, y)], colour);
                break;
        }
    }
}
