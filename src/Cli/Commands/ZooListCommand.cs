using System.CommandLine;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Cli.Output;

namespace Repro.Cli.Commands;

/// <summary><c>repro zoo list</c>: what was published of each model, and what became of ours.</summary>
internal static class ZooListCommand
{
    public static Command Create()
    {
        var preset = SharedOptions.Preset();
        var json = SharedOptions.Json();
        var command = new Command(
            "list", "Lists the published models and our negative controls: wrong answers of a million, published and of ours.") { preset, json };
        command.SetAction(parsed => Run(Names.ParsePreset(parsed.GetValue(preset)!), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Preset preset, bool json)
    {
        var zoo = new ZooFolder(ModelFolder.Locate(Environment.CurrentDirectory), preset);
        var rows = Catalogue.All.Select(name => (Name: name, Published: Catalogue.Find(name), State: StateOf(zoo, name), Record: zoo.Record(name))).ToArray();
        if (json)
        {
            Results.Json(rows.Select(row => new
            {
                Name = $"{row.Name}",
                Preset = Names.Of(preset),
                Control = Catalogue.Controls.Contains(row.Name),
                Parent = row.Published?.Parent?.ToString(),
                row.State,
                PublishedAdditionFails = row.Published?.AdditionFails,
                PublishedSubtractionFails = row.Published?.SubtractionFails,
                row.Record?.ParametersSha256,
                Accuracy = row.Record?.Accuracy.Select(result => new { result.Set, result.Questions, result.Errors }),
            }));
            return ExitCode.Done;
        }

        Results.Table(
            ["model", "state", "published +", "published −", "wrong +", "enriched", "wrong −", "enriched"],
            rows.Select(row => new[]
            {
                $"{row.Name}",
                row.State,
                row.Published is { } published ? $"{published.AdditionFails:#,0}" : Catalogue.Controls.Contains(row.Name) ? "control" : "further seed",
                $"{row.Published?.SubtractionFails:#,0}",
                ZooDisplay.Wrong(row.Record, "uniform addition"),
                ZooDisplay.Wrong(row.Record, "enriched addition"),
                ZooDisplay.Wrong(row.Record, "uniform subtraction"),
                ZooDisplay.Wrong(row.Record, "enriched subtraction"),
            }));
        Results.Line($"{Names.Of(preset)}: {rows.Count(row => row.Record is { Accuracy.IsEmpty: false })} of {rows.Length} measured, in {zoo.Folder}");
        return ExitCode.Done;
    }

    private static string StateOf(ZooFolder zoo, ModelName name)
    {
        var model = zoo.ModelPath(name);
        if (File.Exists(ModelTraining.CheckpointOf(model)))
        {
            return "begun";
        }

        return (File.Exists(model), zoo.Record(name)) switch
        {
            (true, { Accuracy.IsEmpty: false }) => "measured",
            (true, _) => "trained",
            _ => "",
        };
    }
}
