using FluentAssertions;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Models.Tests.Engines;

[Trait(Tier.Name, Tier.Fast)]
public sealed class HookValueTests
{
    [Fact]
    public void At_SomePositions_AreFoundByPosition()
    {
        var value = new HookValue([2, 2, 1], [1, 2, 3, 6], [3, 5]);

        value.At(1, 5).ToArray().Should().Equal(6);
        value.Invoking(some => some.At(1, 4).Length).Should().Throw<ArgumentException>().WithMessage("Position 4 is asked for; the positions 3, 5 are held.");
        new HookValue([2, 2, 1], [1, 2, 3, 6]).Invoking(all => all.At(0, 2).Length).Should().Throw<ArgumentException>().WithMessage("*0 to 1*");
    }

    [Fact]
    public void MeanOverBatch_SomePositions_AreStillTheirs() =>
        new HookValue([2, 1, 2], [1, 2, 3, 6], [5]).MeanOverBatch().Positions!.Value.Should().Equal(5);
}
