using System.Collections.Concurrent;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>Anyone can make the zoo again, bit for bit, on any processor, but for what a GPU trained.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ZooReproductionTests
{
    [SkippableTheory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Verify_EveryCommittedModelOfTheCpu_IsReproduced(Preset preset)
    {
        var zoo = Committed(preset);
        var records = zoo.Manifest();
        var plans = records.Where(ZooVerification.CanRun).Select(record => TrainingPlan.For(ModelName.Parse(record.Name), preset)).ToArray();
        var others = records.Where(record => !ZooVerification.CanRun(record)).Select(record => $"{record.Name} ({record.Effort.Device})").ToArray();
        var left = others.Length == 0 ? "" : $", not {string.Join(", ", others)}, as only the CPU gives the same bits again";
        Skip.If(
            plans.Length == 0 && preset == Preset.Paper,
            $"The CPU trained no {Names.Of(preset)} model{left}; 'repro zoo train --preset {Names.Of(preset)} --device cpu' makes them.");
        plans.Should().NotBeEmpty("the {0} zoo is committed", Names.Of(preset));
        FullTier.SkipUnlessAsked($"Retrains {plans.Length} {Names.Of(preset)} models{left}, which takes hours");

        var differing = new ConcurrentBag<string>();
        var side = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(plans, side, plan =>
        {
            var verification = ZooVerification.Run(zoo, plan, threads: 1, (_, train) => train(null), CancellationToken.None);
            if (!verification.Holds)
            {
                differing.Add($"{plan.Name}: {verification}");
            }
        });

        differing.Should().BeEmpty($"{plans.Length} models were retrained{left}");
    }

    private static ZooFolder Committed(Preset preset) => new(new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!), preset);
}
