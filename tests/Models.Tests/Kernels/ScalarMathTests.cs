using FluentAssertions;
using Repro.Models.Engines.Managed.Kernels;
using Xunit;

namespace Repro.Models.Tests.Kernels;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ScalarMathTests
{
    [Fact]
    public void Exp_OverItsRange_HasRelativeErrorBelowTwoToMinus22()
    {
        var worst = 0.0;
        for (var x = -87.29f; x < 88; x += 0.00137f)
        {
            var truth = Math.Exp(x);
            worst = Math.Max(worst, Math.Abs(ScalarMath.Exp(x) - truth) / truth);
        }

        worst.Should().BeLessThan(Math.Pow(2, -22));
    }

    [Fact]
    public void Exp_OutsideItsRange_IsZeroOrClamped()
    {
        ScalarMath.Exp(-87.3f).Should().Be(0);
        ScalarMath.Exp(float.NegativeInfinity).Should().Be(0);
        ScalarMath.Exp(1e30f).Should().Be(ScalarMath.Exp(88));
        ScalarMath.Exp(0).Should().Be(1);
    }

    [Fact]
    public void Sum_SixteenLanes_FollowsTheTree()
    {
        var lanes = new float[16];
        lanes[0] = 1e8f;
        lanes[8] = -1e8f;
        lanes[1] = 1;
        ScalarMath.Sum(lanes).Should().Be(1, "lanes 0 and 8 cancel before lane 1 joins");
        (lanes[1], lanes[4], lanes[8]) = (1, -1e8f, 0);
        ScalarMath.Sum(lanes).Should().Be(1, "lanes 0 and 4 cancel before lane 1 joins");
    }
}
