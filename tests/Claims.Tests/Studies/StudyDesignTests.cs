using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Studies;
using Repro.Cli.Commands;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Studies;

[Trait(Tier.Name, Tier.Fast)]
public sealed class StudyDesignTests
{
    private static readonly StudyRun[] Runs = [.. StudyDesign.Transfer.Runs()];

    [Fact]
    public void Runs_Transfer_AreAllConditionsDigitsSeedsAndBudgetsAndAParentForEachSeed()
    {
        Runs.Select(run => run.Name).Should().OnlyHaveUniqueItems().And.HaveCount((5 * 2 * 5 * 3) + (2 * 5));
        Runs.Select(run => run.Plan).Should().OnlyHaveUniqueItems();
        Runs.Take(4).Select(run => run.Name).Should().Equal(
            "early/add_d5_l3_h4_s1",
            "early/sub_d5_l3_h4_s1",
            "early/mix_d5_l3_h4_s1",
            "early/add_d6_l3_h4_s1");
        Runs.Skip(3 * 2 * 5).Take(4).Select(run => run.Name).Should().Equal(
            "parent/add_d5_l2_h3_s1",
            "early/ins1_mix_d5_l3_h4_s1",
            "early/ins1c_mix_d5_l3_h4_s1",
            "parent/add_d6_l2_h3_s1");
        Runs.Where(run => run.Condition is not null).Select(run => run.Plan.Recipe.Steps).Should().BeInAscendingOrder();
    }

    [Fact]
    public void Runs_OnePairing_ShareAllButConditionAndPlan()
    {
        foreach (var pairing in Runs.Where(run => run.Condition is not null).GroupBy(run => (run.Stage, run.Plan.Name.Digits, run.Plan.Name.Seed)))
        {
            pairing.Select(run => run.Condition).Should().Equal(Enum.GetValues<StudyCondition>().Cast<StudyCondition?>());
            pairing.Select(run => run.Plan.Config).Distinct().Should().ContainSingle().Which.Should().Match<TransformerConfig>(config => config.Layers == 3 && config.Heads == 4);
            pairing.Select(run => run.Plan.Recipe).Distinct().Should().ContainSingle();
            pairing.Select(run => run.Plan.Data).Should().OnlyContain(variant => variant == DataVariant.Balanced);
            pairing.Select(run => run.Plan.SubtractionPercent).Should().Equal(0, 100, 66, 66, 66);
            pairing.Select(run => run.Plan.Parent).Distinct().Should().HaveCount(2).And.ContainSingle(parent => parent != null);
        }
    }

    [Fact]
    public void Runs_Parents_AreTheZoosCompactRecipeFor15KSteps()
    {
        foreach (var parent in Runs.Where(run => run.Condition is null).Select(run => run.Plan))
        {
            var zoo = TrainingPlan.For(ModelName.Parse($"add_d{parent.Name.Digits}_l2_h3_t15K_s{parent.Name.Seed}"), Preset.Compact);
            (parent with { Name = zoo.Name }).Should().Be(zoo);
        }
    }

    [Fact]
    public void Data_OnePairing_HasTheSameOperandDigitsBeforeEnrichmentAndTheSameQuestionsInMixedConditions()
    {
        var pairing = Runs.Where(run => run.Name.StartsWith("early/", StringComparison.Ordinal) && run.Plan.Name is { Digits: 5, Seed: 2 }).ToArray();
        var batches = pairing.Select(run => Batch(run.Plan)).ToArray();

        batches[3].Should().BeEquivalentTo(batches[2], options => options.WithStrictOrdering());
        batches[4].Should().BeEquivalentTo(batches[2], options => options.WithStrictOrdering());
        // Enrichment rewrites the second operand alone.
        var first = batches[0].Select(FirstOperand).ToArray();
        first.Distinct(StringComparer.Ordinal).Should().HaveCountGreaterThan(60);
        foreach (var batch in batches)
        {
            batch.Select(FirstOperand).Should().Equal(first);
        }

        static string[] Batch(TrainingPlan plan)
        {
            var data = plan.CreateData();
            var batch = new TokenBatch(data.BatchSize, data.SequenceLength);
            data.Fill(17, batch);
            return [.. Enumerable.Range(0, batch.Count).Select(row => Vocabulary.Text(batch[row]))];
        }

        static string FirstOperand(string question) => question[..5];
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(3, "middle")]
    [InlineData(40, "final")]
    public void Select_AllParts_HoldEachTrainingOnceWithItsParentBefore(int parts, string? budget)
    {
        var selected = Enumerable.Range(1, parts).Select(part => StudyCommand.Select(StudyDesign.Transfer, part, parts, budget)).ToArray();

        selected.SelectMany(part => part).Select(run => run.Name).Should().BeEquivalentTo(
            Runs.Where(run => budget is null || run.Condition is null || string.Equals(run.Stage, budget, StringComparison.Ordinal)).Select(run => run.Name));
        foreach (var part in selected)
        {
            var plans = part.Select(run => run.Plan).ToList();
            foreach (var child in plans.Where(plan => plan.Parent is not null))
            {
                plans.IndexOf(child.Parent!).Should().BeInRange(0, plans.IndexOf(child) - 1, $"{child.Name}");
            }
        }
    }

    [Fact]
    public void Select_TwoParts_AreAboutEquallyLong()
    {
        var steps = Enumerable.Range(1, 2).Select(part => StudyCommand.Select(StudyDesign.Transfer, part, 2, budget: null).Sum(run => (double)run.Plan.Recipe.Steps)).ToArray();

        (steps.Max() / steps.Min()).Should().BeLessThan(1.2);
    }
}
