using System.Text.Json;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Cli;

[Collection(TrainedByTheCommand.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class EvalCommandTests(TrainedOnce once)
{
    [Fact]
    public async Task Eval_PresentModel_MeasuresWhatTheLibraryMeasures()
    {
        var eval = await ReproProcess.Run(once.Repository.Root, "eval", TrainedOnce.Name, "--questions", "3000", "--json");

        eval.Code.Should().Be(0, eval.Errors);
        using var json = JsonDocument.Parse(eval.Output);
        json.RootElement.GetProperty("parametersSha256").GetString().Should().Be(once.Hash);
        var sets = json.RootElement.GetProperty("sets").EnumerateArray().ToArray();
        sets.Select(set => set.GetProperty("set").GetString()).Should().Equal("uniform addition", "enriched addition", "S0", "S1");
        sets.Should().OnlyContain(set => set.GetProperty("questions").GetInt64() == 3000);
        var parameters = ModelFile.Load(once.File).Parameters;
        using var engine = new EngineFactory("cpu", 1).Create(parameters.Layout.Config);
        engine.SetParameters(parameters);
        var plan = AccuracyPlan.For(new QuestionLayout(1), OperationMix.Add, 3000);
        sets.Select(set => set.GetProperty("errors").GetInt64()).Should().Equal(plan.Select(of => Accuracy.Measure(engine, of.Set, of.Questions).Errors));
        sets[0].GetProperty("errors").GetInt64().Should().BeLessThan(300, "it was trained");
    }

    [Fact]
    public async Task Eval_UntrainedModelByFile_ListsWrongAnswersWithTheTruth()
    {
        using var repository = new EmptyRepository();
        var file = repository["untrained.safetensors"];
        var plan = TrainingPlan.For(ModelName.Parse("mix_d2_l1_h1"), Preset.Compact, 1);
        new ModelFile
        {
            Name = "mix_d2_l1_h1",
            Parameters = Parameters.Initialise(plan.Config, 1),
            Recipe = plan.Recipe,
            Data = plan.CreateData().Identity,
            Step = 0,
        }.Save(file);

        var eval = await ReproProcess.Run(repository.Root, "eval", "--model", file, "--questions", "500");

        eval.Code.Should().Be(0, eval.Errors);
        eval.Output.Should().Contain("The first 20 of ").And.MatchRegex("uniform subtraction +500 +[0-9]+ +[0-9.]+ to [0-9.]+ \\(95 %\\)")
            .And.MatchRegex("\\n  N2 +500 ");
        eval.Output.Split('\n').Count(line => line is [' ', ' ', _, _, '+' or '-', _, _, '=', ..]).Should().Be(20);
    }

    [Fact]
    public async Task Eval_Question_PrintsTheModelsDigitsBesideTheTruth()
    {
        var asked = await ReproProcess.Run(once.Repository.Root, "eval", TrainedOnce.Name, "2+3", "--json");
        var parameters = ModelFile.Load(once.File).Parameters;
        using var engine = new EngineFactory("cpu", 1).Create(parameters.Layout.Config);
        engine.SetParameters(parameters);
        var answer = Accuracy.Answer(engine, Question.Parse("2+3", new QuestionLayout(1)));

        asked.Code.Should().Be(0, asked.Errors);
        using var json = JsonDocument.Parse(asked.Output);
        json.RootElement.GetProperty("question").GetString().Should().Be("2+3=");
        json.RootElement.GetProperty("answer").GetString().Should().Be(answer);
        json.RootElement.GetProperty("truth").GetString().Should().Be("+05");
        json.RootElement.GetProperty("right").GetBoolean().Should().Be(string.Equals(answer, "+05", StringComparison.Ordinal));
        var text = await ReproProcess.Run(once.Repository.Root, "eval", "--model", once.File, "2+3");
        text.Output.Should().MatchRegex($"^question  2\\+3=\nmodel     \\{answer}  (right|wrong)\ntruth     \\+05\n$");
    }

    [Theory]
    [InlineData("2*3", "no operator")]
    [InlineData("2+x", "'x'")]
    [InlineData("12+3", "'12' has 2 digits; this model takes at most 1")]
    public async Task Eval_BadQuestion_SaysWhatIsWrong(string question, string message)
    {
        var refused = await ReproProcess.Run(once.Repository.Root, "eval", TrainedOnce.Name, question);

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith("repro: ").And.Contain(message);
    }

    [Fact]
    public async Task Eval_AbsentModel_NamesThosePresent()
    {
        var refused = await ReproProcess.Run(once.Repository.Root, "eval", "add_d2_l1_h1");

        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain("'repro train add_d2_l1_h1 --preset compact' makes it").And.Contain($"there are {TrainedOnce.Name} (compact)");
    }

    [Theory]
    [InlineData("add_d1_l1_h1", 8, "no arithmetic model")]
    [InlineData("gpt2", 7, "'gpt2' is not a model's name")]
    public async Task Eval_FileOfNoArithmeticModel_IsRefusedNamingIt(string name, int context, string message)
    {
        using var repository = new EmptyRepository();
        var plan = TrainingPlan.For(ModelName.Parse("add_d1_l1_h1"), Preset.Compact, 1);
        var file = repository["m.safetensors"];
        new ModelFile
        {
            Name = name,
            Parameters = Parameters.Initialise(plan.Config with { Context = context }, 1),
            Recipe = plan.Recipe,
            Data = "other",
            Step = 0,
        }.Save(file);

        var refused = await ReproProcess.Run(repository.Root, "eval", "--model", file);

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith($"repro: {file}: ").And.Contain(message);
    }

    // 1 is the code of findings that do not hold; this is none.
    [Fact]
    public async Task Eval_ModelWhoseLogitsAreNoNumbers_ExitsWith2()
    {
        using var repository = new EmptyRepository();
        var model = ModelFile.Load(once.File);
        model.Parameters.Values.Fill(float.MaxValue);
        model.Save(repository["huge.safetensors"]);

        var refused = await ReproProcess.Run(repository.Root, "eval", "--model", "huge.safetensors", "1+1");

        refused.Code.Should().Be(2);
        refused.Errors.Should().Be("repro: The model's logits are not numbers (NaN): its parameters are damaged.\n");
    }

    [SkippableFact]
    public async Task Eval_PipeInPlaceOfAModelsFile_IsRefusedByName()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Needs /dev/stdin, under which Linux shows a pipe.");

        var refused = await ReproProcess.RunScript(once.Repository.Root, $"echo model | {ReproProcess.Command} eval --model /dev/stdin 1+1");

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith("repro: /dev/stdin: it is a pipe").And.MatchRegex("^[^\n]*\n$");
    }

    [Fact]
    public async Task Eval_DamagedFile_NamesFileAndReason()
    {
        using var repository = new EmptyRepository();
        var file = repository["m.safetensors"];
        var bytes = File.ReadAllBytes(once.File);
        bytes[^8] ^= 0x01;
        File.WriteAllBytes(file, bytes);

        var refused = await ReproProcess.Run(repository.Root, "eval", "--model", file);

        refused.Code.Should().Be(2);
        refused.Errors.Should().StartWith($"repro: {file}: ").And.Contain("parameters_sha256");
    }
}
