using FluentAssertions;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Statistics;

[Trait(Tier.Name, Tier.Fast)]
public class MedianTests
{
    [Fact]
    public void Of_Values_IsTheMiddle()
    {
        Median.Of([3, 1, 2]).Should().Be(2);
        Median.Of([8, 1, 2, 4]).Should().Be(3);
        Median.Of([5]).Should().Be(5);
        Median.Of([]).Should().Be(double.NaN);
    }
}
