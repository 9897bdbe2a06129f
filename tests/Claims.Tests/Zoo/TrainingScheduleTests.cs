using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainingScheduleTests
{
    private static readonly TrainingPlan[] All = [.. Catalogue.All.Select(name => TrainingPlan.For(name, Preset.Compact))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(60)]
    public void Shard_AllParts_HoldEveryModelOnceAndFamiliesTogether(int shards)
    {
        var parts = Enumerable.Range(1, shards).Select(shard => TrainingSchedule.Shard(All, shard, shards)).ToArray();

        parts.SelectMany(part => part).Select(plan => plan.Name).Should().BeEquivalentTo(Catalogue.All);
        foreach (var part in parts)
        {
            var names = part.Select(plan => plan.Name).ToList();
            foreach (var plan in part.Where(plan => plan.Parent is not null))
            {
                names.IndexOf(plan.Parent!.Name).Should().BeInRange(0, names.IndexOf(plan.Name) - 1, $"{plan.Name}");
            }
        }
    }

    [Fact]
    public void Shard_Models_DependsNeitherOnTheirOrderNorOnParentsNamedToo()
    {
        var children = All.Where(plan => plan.Parent is not null).ToArray();
        var withParents = children.Reverse().Concat(children.Select(plan => plan.Parent!));

        TrainingSchedule.Shard(withParents, 2, 3).Should().Equal(TrainingSchedule.Shard(children, 2, 3));
        TrainingSchedule.Shard(All.Reverse(), 1, 1).Should().Equal(TrainingSchedule.Shard(All, 1, 1));
    }

    [Fact]
    public void Shard_TwoParts_AreAboutEquallyLong()
    {
        var steps = Enumerable.Range(1, 2).Select(shard => TrainingSchedule.Shard(All, shard, 2).Sum(plan => (double)plan.Recipe.Steps)).ToArray();

        (steps.Max() / steps.Min()).Should().BeLessThan(1.3);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(4, 3)]
    [InlineData(1, 0)]
    public void Shard_OutOfRange_IsRefused(int shard, int shards) =>
        FluentActions.Invoking(() => TrainingSchedule.Shard(All, shard, shards)).Should().Throw<ArgumentOutOfRangeException>();
}
