using System.Collections.Concurrent;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>Anyone can make the zoo again, bit for bit, on any processor.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ZooReproductionTests
{
    [SkippableTheory]
    [InlineData(Preset.Compact)]
    [InlineData(Preset.Paper)]
    public void Verify_EveryCommittedModel_IsReproduced(Preset preset)
    {
        var zoo = new ZooFolder(new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!), preset);
        var plans = zoo.Manifest().Select(record => TrainingPlan.For(ModelName.Parse(record.Name), preset)).ToArray();
        Skip.If(plans.Length == 0, $"There is no {Names.Of(preset)} zoo; 'repro zoo train --preset {Names.Of(preset)}' makes it.");
        FullTier.SkipUnlessAsked($"Retrains {plans.Length} {Names.Of(preset)} models, which takes hours");

        var differing = new ConcurrentBag<string>();
        var side = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(plans, side, plan =>
        {
            var verification = ZooVerification.Run(zoo, plan, device: null, threads: 1, (_, train) => train(null), CancellationToken.None);
            if (!verification.Holds)
            {
                differing.Add($"{plan.Name}: {verification}");
            }
        });

        differing.Should().BeEmpty();
    }
}
