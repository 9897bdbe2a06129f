using System.Collections.Immutable;
using System.CommandLine;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Cli.Output;
using Repro.Models.Engines;

namespace Repro.Cli.Commands;

/// <summary><c>repro eval</c>: a model's accuracy, or its answer to one question.</summary>
internal static class EvalCommand
{
    private const int Shown = 20;

    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "A model in artifacts/models or artifacts/zoo, for instance add_d5_l2_h3, or a fetched one of the authors, "
                + "quanta-maths:add_d5_l2_h3_t15K_s372001. Left out with --model.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var question = new Argument<string?>("QUESTION")
        {
            Description = "One question such as 12345+67890; without it, accuracy is measured.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var questions = SharedOptions.WholeNumber<long>(
            "--questions",
            $"Uniform questions, and enriched ones, to ask for each operation; {AccuracyPlan.PublishedQuestions:#,0} by default. "
            + $"Of each complexity class at most {AccuracyPlan.MostPerClass:#,0} are asked.",
            1,
            uint.MaxValue);
        var preset = SharedOptions.Preset();
        var file = new Option<string?>("--model") { Description = "A model's file, .safetensors or PyTorch's .pth, in place of NAME.", HelpName = "FILE" };
        var threads = SharedOptions.Threads("one for each processor by default");
        var device = SharedOptions.Device();
        var json = SharedOptions.Json();
        var command = new Command("eval", "Measures a model's accuracy with exact 95 % bounds, or asks it one question.")
        {
            name, question, questions, preset, file, threads, device, json,
        };
        command.SetAction(parsed =>
        {
            var (first, second, path) = (parsed.GetValue(name), parsed.GetValue(question), parsed.GetValue(file));
            var (named, asked) = (path, first, second) switch
            {
                (null, null, _) => throw new FormatException("Name a model, for instance repro eval add_d5_l2_h3, or give its file with --model."),
                (null, _, _) => (first, second),
                (_, _, null) => (null, first),
                _ => throw new FormatException($"--model names the file already; leave out '{first}'."),
            };
            var engines = new EngineFactory(
                SharedOptions.DeviceOrDefault(parsed.GetValue(device)), SharedOptions.ThreadsOrAll(parsed.GetValue(threads)));
            var source = path ?? PresentModel.Find(named!, Names.ParsePreset(parsed.GetValue(preset)!));
            var model = NamedModel.Load(source);
            using var engine = engines.Create(model.Parameters.Layout.Config);
            engine.SetParameters(model.Parameters);
            return asked is null
                ? Measure(engine, model, AccuracyPlan.For(model.Layout, model.Name.Operations, parsed.GetValue(questions) ?? AccuracyPlan.PublishedQuestions), parsed.GetValue(json))
                : Ask(engine, model, Question.Parse(asked, model.Layout), parsed.GetValue(json));
        });
        return command;
    }

    private static int Ask(IEngine engine, NamedModel model, Question question, bool json)
    {
        var answer = Accuracy.Answer(engine, question);
        var right = string.Equals(answer, question.Answer, StringComparison.Ordinal);
        if (json)
        {
            Results.Json(new { Model = model.Name.ToString(), Question = question.Text, Answer = answer, Truth = question.Answer, Right = right });
            return ExitCode.Done;
        }

        Results.Line($"question  {question.Text}");
        Results.Line($"model     {answer}  {(right ? "right" : "wrong")}");
        Results.Line($"truth     {question.Answer}");
        return ExitCode.Done;
    }

    private static int Measure(IEngine engine, NamedModel model, ImmutableArray<(QuestionSet Set, long Questions)> sets, bool json)
    {
        using var interruption = new Interruption();
        var results = new List<AccuracyResult>();
        foreach (var (set, count) in sets)
        {
            Console.Error.WriteLine($"asking {count:#,0} questions: {set.Name}");
            results.Add(Accuracy.Measure(engine, set, count, Shown, interruption.Token));
        }

        if (json)
        {
            Results.Json(new { Model = model.Name.ToString(), model.File, ParametersSha256 = model.Parameters.Hash(), engine.Device, Sets = results });
            return ExitCode.Done;
        }

        Results.Line($"{model.Name}, {model.File}");
        Results.Table(
            ["questions", "asked", "wrong", "error rate, exact bounds"],
            results.Select(result => new[] { result.Set, $"{result.Questions:#,0}", $"{result.Errors:#,0}", BoundsText.Of(result.Bounds) }));
        var wrong = results.SelectMany(result => result.FirstWrong).Take(Shown).ToArray();
        if (wrong.Length > 0)
        {
            Results.Line($"The first {wrong.Length} of {results.Sum(result => result.Errors):#,0} wrong answers:");
            Results.Table(["question", "answer", "truth"], wrong.Select(answer => new[] { answer.Question, answer.Answer, answer.Truth }));
        }

        return ExitCode.Done;
    }
}
