using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Training;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class TrainingPlanTests
{
    // Parameter counts of the published shapes, arXiv 2402.02619.
    [Theory]
    [InlineData("add_d5_l1_h3", 3_153_855)]
    [InlineData("add_d5_l2_h3", 6_281_685)]
    [InlineData("add_d6_l2_h3", 6_283_215)]
    [InlineData("add_d10_l2_h3", 6_289_335)]
    [InlineData("add_d15_l2_h3", 6_296_985)]
    [InlineData("mix_d6_l3_h3", 9_411_045)]
    [InlineData("mix_d6_l3_h4", 10_452_975)]
    [InlineData("mix_d13_l3_h4", 10_463_685)]
    [InlineData("mix_d6_l4_h3", 12_538_875)]
    [InlineData("mix_d6_l4_h4", 13_928_115)]
    public void For_PaperPreset_HasThePublishedParameterCount(string name, int count) =>
        new ParameterLayout(TrainingPlan.For(ModelName.Parse(name), Preset.Paper).Config).Count.Should().Be(count);

    [Fact]
    public void For_PaperPreset_IsThePublishedRecipe()
    {
        var plan = TrainingPlan.For(ModelName.Parse("mix_d8_l3_h4_t62K_s173289"), Preset.Paper);

        plan.Recipe.Should().BeEquivalentTo(new
        {
            Steps = 62_000,
            LearningRate = 8e-5,
            WarmUpSteps = 12_400,
            WarmUpStart = 0.01,
            FinalShare = 0.0,
            BatchSize = 64,
            Beta1 = 0.9,
            Beta2 = 0.98,
            Epsilon = 1e-8,
            WeightDecay = 0.1,
            Seed = 173289UL,
        });
        plan.Data.Should().Be(DataVariant.PaperA);
        plan.SubtractionPercent.Should().Be(66);
        plan.Config.Context.Should().Be(28);
    }

    // The two worked examples, arXiv 2402.02619 and its notebook of 26 January 2024: 15,000 and 40,000 steps of batch 64.
    [Theory]
    [InlineData("add_d6_l2_h3_t15K_s372001", 15_000, 3_000, "paper-A, 6 digits, 0 % subtraction, batch 64, seed 372001")]
    [InlineData("ins1_mix_d6_l3_h4_t40K_s372001", 40_000, 8_000, "paper-A, 6 digits, 80 % subtraction, batch 64, seed 372001")]
    public void For_WorkedExampleOfThePaper_IsItsRecipeAndData(string text, int steps, int warmUp, string data)
    {
        var name = ModelName.Parse(text);

        var plan = TrainingPlan.For(name, Preset.Paper);

        plan.Recipe.Should().Be(new TrainingRecipe
        {
            Steps = steps,
            LearningRate = 8e-5,
            WarmUpSteps = warmUp,
            WarmUpStart = 0.01,
            FinalShare = 0,
            BatchSize = 64,
            Beta1 = 0.9,
            Beta2 = 0.98,
            Epsilon = 1e-8,
            WeightDecay = 0.1,
            Seed = 372001,
        });
        plan.CreateData().Identity.Should().Be(data);
        plan.Config.Should().Be(new TransformerConfig
        {
            Layers = name.Layers,
            Heads = name.Heads,
            DModel = 510,
            DHead = 170,
            DMlp = 2040,
            Context = 22,
            Vocabulary = 15,
            Activation = Activation.Relu,
            LayerNormEpsilon = 1e-5f,
            TiedUnembedding = false,
            InitialisationGain = 0.8,
        });
    }

    [Fact]
    public void For_CompactPreset_IsNarrowAndQuick()
    {
        var plan = TrainingPlan.For(ModelName.Parse("add_d5_l2_h3_t15K_s372001"), Preset.Compact);

        plan.Config.Should().BeEquivalentTo(
            new { Layers = 2, Heads = 3, DModel = 96, DHead = 32, DMlp = 384, Context = 19, Vocabulary = 15 });
        plan.Recipe.Should().BeEquivalentTo(
            new { Steps = 10_000, LearningRate = 2e-3, WarmUpSteps = 200, FinalShare = 0.02, BatchSize = 64, Seed = 372001UL });
        plan.Data.Should().Be(DataVariant.Balanced);
        plan.SubtractionPercent.Should().Be(0);
    }

    [Theory]
    [InlineData("add_d5_l2_h3", 15_000, 10_000)]
    [InlineData("add_d10_l2_h3", 80_000, 53_333)]
    [InlineData("sub_d6_l2_h3", 30_000, 20_000)]
    [InlineData("mix_d8_l3_h4", 60_000, 40_000)]
    [InlineData("mix_d8_l3_h4_t1K", 1_000, 666)]
    [InlineData("add_d6_l2_h3_t20K_s173289", 20_000, 13_333)]
    [InlineData("ins1_mix_d6_l3_h4_t50K_s572091", 50_000, 33_333)]
    public void For_WithAndWithoutStatedSteps_FollowsTheRule(string text, int paper, int compact)
    {
        var name = ModelName.Parse(text);

        TrainingPlan.For(name, Preset.Paper).Recipe.Steps.Should().Be(paper);
        TrainingPlan.For(name, Preset.Compact).Recipe.Steps.Should().Be(compact);
    }

    [Fact]
    public void For_GivenSteps_FitsTheWarmUpToThem()
    {
        var name = ModelName.Parse("sub_d6_l2_h3_t30K");

        TrainingPlan.For(name, Preset.Paper, 500).Recipe.Should().BeEquivalentTo(new { Steps = 500, WarmUpSteps = 100 });
        TrainingPlan.For(name, Preset.Compact, 500).Recipe.Should().BeEquivalentTo(new { Steps = 500, WarmUpSteps = 100 });
        FluentActions.Invoking(() => TrainingPlan.For(name, Preset.Paper, 0)).Should().Throw<ArgumentException>().WithMessage("*0 steps*");
    }

    [Theory]
    [InlineData(Preset.Paper, DataVariant.PaperA)]
    [InlineData(Preset.Compact, DataVariant.Balanced)]
    public void For_ModelWithAParent_HasTheParentsPlanAndMoreSubtraction(Preset preset, DataVariant data)
    {
        var plan = TrainingPlan.For(ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001"), preset);

        plan.Parent.Should().Be(TrainingPlan.For(ModelName.Parse("add_d6_l2_h3_t15K_s372001"), preset));
        plan.Parent!.Parent.Should().BeNull();
        plan.SubtractionPercent.Should().Be(80);
        plan.Data.Should().Be(data);
        plan.InitialisationStart.Should().Be("ins1 and own draws from add_d6_l2_h3_t15K_s372001 sha256 ");
        plan.Parent.InitialisationStart.Should().Be("random");
    }

    [Fact]
    public void StartFrom_ParentMissingOrTooMany_IsRefused()
    {
        var child = TrainingPlan.For(ModelName.Parse("ins1_mix_d1_l1_h1"), Preset.Compact);
        var parameters = new Parameters(new ParameterLayout(child.Parent!.Config));

        child.Invoking(plan => plan.StartFrom(null)).Should().Throw<ArgumentException>().WithMessage("*needs the parameters of add_d1_l1_h1*");
        child.Parent.Invoking(plan => plan.StartFrom(parameters)).Should().Throw<ArgumentException>().WithMessage("add_d1_l1_h1 needs no parent*");
        child.Parent.StartFrom(null).Should().BeNull();
        child.StartFrom(parameters)!.Identity.Should().Be("ins1 and own draws from add_d1_l1_h1 sha256 " + parameters.Hash());
    }

    [Fact]
    public void CreateData_Plan_HasTheModelsShape()
    {
        var plan = TrainingPlan.For(ModelName.Parse("sub_d7_l2_h3"), Preset.Compact);

        var data = plan.CreateData();

        data.BatchSize.Should().Be(64);
        data.SequenceLength.Should().Be(plan.Config.Context);
        data.LossPositions.Should().Equal(plan.Layout.LossPositions);
    }

    [Fact]
    public void Names_PresetsAndVariants_AreAsWrittenAndErrorsListThem()
    {
        Enum.GetValues<Preset>().Should().OnlyContain(preset => Names.ParsePreset(Names.Of(preset)) == preset);
        Enum.GetValues<DataVariant>().Select(Names.Of).Should().Equal("paper-A", "paper-B", "paper-C", "paper-D", "balanced");
        FluentActions.Invoking(() => Names.ParsePreset("tiny")).Should().Throw<FormatException>().WithMessage("'tiny'*paper, compact*");
    }
}
