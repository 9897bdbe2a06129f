using FluentAssertions;
using Repro.Claims.Figures;
using Xunit;

namespace Repro.Claims.Tests.Figures;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ColourTests
{
    [Theory]
    [InlineData(0, 0, 0, 21)]
    [InlineData(255, 255, 255, 1)]
    [InlineData(119, 119, 119, 4.48)] // The grey that is known to fail 4.5 on white by a hair.
    [InlineData(255, 0, 0, 4.0)]
    public void Contrast_AgainstWhite_IsThatOfTheStandard(byte red, byte green, byte blue, double contrast) =>
        Contrast(Colour.White, new Colour(red, green, blue)).Should().BeApproximately(contrast, 0.005);

    [Fact]
    public void At_AnyShade_CarriesBlackText()
    {
        foreach (var scale in new[] { ColourScale.Generic, ColourScale.Maths })
        {
            for (var shade = 0; shade <= 1_000; shade++)
            {
                Contrast(scale.At(shade / 1_000.0), Colour.Black).Should().BeGreaterThan(4.5);
            }
        }

        Contrast(Colour.Grey, Colour.Black).Should().BeGreaterThan(4.5);
    }

    [Fact]
    public void At_OutsideTheScale_IsTheNearerEnd()
    {
        ColourScale.Maths.At(-1).Should().Be(ColourScale.Maths.At(0));
        ColourScale.Maths.At(2).Should().Be(ColourScale.Maths.At(1)).And.NotBe(ColourScale.Maths.At(0));
    }

    [Fact]
    public void ToString_Colour_IsHexadecimal() => new Colour(1, 171, 255).ToString().Should().Be("#01abff");

    // The ratio of the WCAG 2, 1 to 21; text needs 4.5 (success criterion 1.4.3).
    private static double Contrast(Colour one, Colour other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(Colour colour) => (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
