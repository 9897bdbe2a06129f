using FluentAssertions;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SubTaskTestTests
{
    [Theory]
    [InlineData(90, 5, true)]
    [InlineData(89, 0, false)]
    [InlineData(100, 6, false)]
    public void Passes_AtTheThresholds_CountsWhatMeetsThem(int exact, int disturbed, bool passes) =>
        Test(exact, disturbed).Passes.Should().Be(passes);

    [Fact]
    public void Passes_NoNull_IsNoConfirmation() => (Test(100, 0) with { Null = null }).Passes.Should().BeFalse();

    [Fact]
    public void Passes_OneBadCase_FailsOnlyWhereEveryCaseMustHold()
    {
        var test = Test(97, 0) with { Cases = [new("depth 1", new(50, 50)), new("depth 2", new(44, 50))] };

        test.Passes.Should().BeTrue();
        (test with { EveryCase = true }).Passes.Should().BeFalse();
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Passes_WhatGoesRoundTheMlp_MustStayBelowTheThreshold(int bypassed, bool passes) =>
        (Test(100, 0) with { Bypass = new(bypassed, 100) }).Passes.Should().Be(passes);

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void Passes_PublishedPairs_NeedAllOfThem(int exact, bool passes) =>
        (Test(0, 0) with { Source = PairSource.Published, Exact = new(exact, 2), Null = null }).Passes.Should().Be(passes);

    private static SubTaskTest Test(int exact, int disturbed) => new()
    {
        Tag = new(SubTask.SA, 1),
        Nodes = [new Node(9, 0, 1)],
        Source = PairSource.Sampled,
        Exact = new(exact, 100),
        Moved = new(100, 100),
        PartWay = new(0, 100),
        Elsewhere = new(0, 100),
        Null = new Proportion(disturbed, 100),
    };
}
