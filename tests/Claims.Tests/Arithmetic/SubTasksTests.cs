using FluentAssertions;
using Repro.Claims.Arithmetic;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class SubTasksTests
{
    [Theory]
    [InlineData(7, 8, 5, true, false, TriState.Yes)]
    [InlineData(4, 5, 9, false, true, TriState.Unknown)]
    [InlineData(3, 5, 8, false, false, TriState.No)]
    [InlineData(5, 5, 0, true, false, TriState.Yes)]
    public void AdditionTags_Pair_FollowTheTable(int first, int second, int sa, bool sc, bool ss, TriState st)
    {
        SubTasks.SA(first, second).Should().Be(sa);
        SubTasks.SC(first, second).Should().Be(sc);
        SubTasks.SS(first, second).Should().Be(ss);
        SubTasks.ST(3, first, second).Should().Be(st);
        SubTasks.ST(0, first, second).Should().Be(st == TriState.Unknown ? TriState.No : st);
    }

    [Theory]
    [InlineData(3, 8, 5, true, false, -1, false, 5, false)]
    [InlineData(8, 3, 5, false, false, 1, true, 5, true)]
    [InlineData(6, 6, 0, false, true, 0, false, 0, false)]
    [InlineData(0, 9, 1, true, false, -1, false, 9, false)]
    public void SubtractionTags_Pair_FollowTheTable(
        int first, int second, int md, bool mb, bool mz, int mt, bool gt, int nd, bool nb)
    {
        SubTasks.MD(first, second).Should().Be(md);
        SubTasks.MB(first, second).Should().Be(mb);
        SubTasks.MZ(first, second).Should().Be(mz);
        SubTasks.MT(first, second).Should().Be(mt);
        SubTasks.GT(first, second).Should().Be(gt);
        SubTasks.ND(first, second).Should().Be(nd);
        SubTasks.NB(first, second).Should().Be(nb);
    }

    [Fact]
    public void TriAdd_AllTriples_IsAssociative()
    {
        var states = Enum.GetValues<TriState>();
        foreach (var x in states)
        {
            SubTasks.TriAdd(x, TriState.Unknown).Should().Be(x);
            SubTasks.TriAdd(TriState.Unknown, x).Should().Be(x);
            foreach (var y in states)
            {
                foreach (var z in states)
                {
                    SubTasks.TriAdd(SubTasks.TriAdd(x, y), z).Should().Be(SubTasks.TriAdd(x, SubTasks.TriAdd(y, z)));
                }
            }
        }
    }
}
