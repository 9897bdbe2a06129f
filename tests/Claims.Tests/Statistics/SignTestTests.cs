using FluentAssertions;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Statistics;

[Trait(Tier.Name, Tier.Fast)]
public class SignTestTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(5, 0, 2.0 / 32)]
    [InlineData(0, 5, 2.0 / 32)]
    [InlineData(4, 1, 12.0 / 32)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(9, 1, 22.0 / 1024)]
    [InlineData(52, 0, 1.0 / (1L << 51))]
    public void TwoSided_Counts_GivesTheExactTail(int first, int second, double p) => SignTest.TwoSided(first, second).Should().Be(p);

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(30, 23)]
    public void TwoSided_OutOfRange_IsRefused(int first, int second) =>
        FluentActions.Invoking(() => SignTest.TwoSided(first, second)).Should().Throw<ArgumentException>().WithMessage($"{first} and {second}*");
}
