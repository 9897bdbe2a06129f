using System.Collections.Concurrent;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Models.Training;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainingRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Train_SideBySide_TrainsEachOnceAndParentsBeforeChildren(int parallel)
    {
        var plans = TrainingSchedule.Shard(Catalogue.All.Select(name => TrainingPlan.For(name, Preset.Compact)), 1, 1);
        var finished = new ConcurrentDictionary<ModelName, bool>();
        var early = new ConcurrentBag<ModelName>();

        var outcomes = TrainingRun.Train(plans, parallel, Train, _ => { }, CancellationToken.None);

        early.Should().BeEmpty();
        finished.Should().HaveCount(plans.Length);
        outcomes.Select(outcome => outcome.Plan).Should().Equal(plans);
        outcomes.Should().OnlyContain(outcome => outcome.Error == null && outcome.Record!.Name == $"{outcome.Plan.Name}");

        ZooRecord Train(TrainingPlan plan, CancellationToken stop)
        {
            if (plan.Parent is { } parent && !finished.ContainsKey(parent.Name))
            {
                early.Add(plan.Name);
            }

            Thread.Yield();
            finished.TryAdd(plan.Name, true).Should().BeTrue();
            return ZooSamples.Record($"{plan.Name}");
        }
    }

    [Fact]
    public void Train_OneDiverges_LeavesItsChildrenAndTrainsTheOthers()
    {
        string[] names = ["add_d1_l1_h1", "ins1_mix_d1_l1_h1", "add_d2_l1_h1"];
        var plans = names.Select(name => TrainingPlan.For(ModelName.Parse(name), Preset.Compact)).ToArray();
        var told = new List<TrainingOutcome<ZooRecord>>();

        var outcomes = TrainingRun.Train([.. plans], 2, Train, told.Add, CancellationToken.None);

        outcomes[0].Error.Should().BeOfType<TrainingDivergedException>();
        outcomes[1].Error.Should().BeOfType<IOException>().Which.Message.Should().Contain("parent add_d1_l1_h1");
        outcomes[2].Record.Should().NotBeNull();
        told.Should().BeEquivalentTo(outcomes);

        static ZooRecord Train(TrainingPlan plan, CancellationToken stop) => plan.Name.Digits == 1
            ? throw new TrainingDivergedException("the loss is NaN", 3, null, 0)
            : ZooSamples.Record($"{plan.Name}");
    }

    [Fact]
    public void Train_Ended_BeginsNoFurtherModel()
    {
        var plans = TrainingSchedule.Shard(Catalogue.All.Select(name => TrainingPlan.For(name, Preset.Compact)), 1, 1);
        using var stop = new CancellationTokenSource();
        var begun = 0;

        var outcomes = TrainingRun.Train(plans, 1, Train, _ => { }, stop.Token);

        begun.Should().Be(2);
        outcomes.Count(outcome => outcome.Error is OperationCanceledException).Should().Be(plans.Length - 1);

        ZooRecord Train(TrainingPlan plan, CancellationToken token)
        {
            if (++begun == 2)
            {
                stop.Cancel();
                token.ThrowIfCancellationRequested();
            }

            return ZooSamples.Record($"{plan.Name}");
        }
    }

    [Fact]
    public void Train_Defect_EndsTheOtherTrainingsAndPassesThrough()
    {
        string[] names = ["add_d1_l1_h1", "add_d2_l1_h1", "ins1_mix_d1_l1_h1"];
        var plans = names.Select(name => TrainingPlan.For(ModelName.Parse(name), Preset.Compact));
        using var both = new Barrier(2);
        var ended = false;

        var run = () => TrainingRun.Train([.. plans], 2, Train, _ => { }, CancellationToken.None);

        run.Should().ThrowExactly<NotSupportedException>().WithMessage("a defect");
        ended.Should().BeTrue();

        ZooRecord Train(TrainingPlan plan, CancellationToken stop)
        {
            both.SignalAndWait(CancellationToken.None);
            if (plan.Name.Digits == 1)
            {
                throw new NotSupportedException("a defect");
            }

            ended = stop.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
            stop.ThrowIfCancellationRequested();
            return ZooSamples.Record($"{plan.Name}");
        }
    }
}
