using System.Collections.Immutable;
using System.CommandLine;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Figures;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Zoo;
using Repro.Cli.Output;
using Repro.Models.Engines;

namespace Repro.Cli.Commands;

/// <summary><c>repro map</c>: a model's useful nodes as quanta maps and other figures.</summary>
internal static class MapCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "A model as for repro eval, for instance add_d5_l2_h3_t15K_s372001 or quanta-maths:add_d5_l2_h3_t15K_s372001. Left out with --model.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = new Option<string?>("--output")
        {
            Description = "Another folder than, for a model of the zoo, artifacts/circuits/PRESET/NAME; for one of the authors' own, its folder in the cache; "
                + "for any other file, circuits/FILE beside it. With --compat, or --ablation zero or resample, the folder of that name there.",
            HelpName = "FOLDER",
        };
        var ablation = new Option<string?>("--ablation")
        {
            Description = "What comes in the place of a node: mean (default), zero, or resample, its value in another question.",
            HelpName = "KIND",
        };
        var compat = new Option<bool>("--compat")
        {
            Description = "Find useful nodes as the authors' tool does: one failing question is enough, and the mean is always that of layer 0.",
        };
        var preset = SharedOptions.Preset();
        var file = new Option<string?>("--model") { Description = "A model's file, .safetensors or PyTorch's .pth, in place of NAME.", HelpName = "FILE" };
        var threads = SharedOptions.Threads("one for each processor by default");
        var device = SharedOptions.Device();
        var json = SharedOptions.Json();
        var command = new Command("map", "Finds a model's useful nodes and what they do, writes them as map.json, and draws them: quanta maps, useful positions and the loss, as SVG.")
        {
            name, output, ablation, compat, preset, file, threads, device, json,
        };
        command.SetAction(parsed =>
        {
            var (analysis, method) = Method(parsed.GetValue(ablation), parsed.GetValue(compat));
            var size = Names.ParsePreset(parsed.GetValue(preset)!);
            var engines = new EngineFactory(
                SharedOptions.DeviceOrDefault(parsed.GetValue(device)), SharedOptions.ThreadsOrAll(parsed.GetValue(threads)));
            var path = Source(parsed.GetValue(name), parsed.GetValue(file), size);
            var model = NamedModel.Load(path);
            var zoo = RepositoryRoot.Find(Environment.CurrentDirectory) is { } root ? new ZooFolder(new ModelFolder(root), size) : null;
            var record = RecordOf(model, zoo);
            var own = parsed.GetValue(name) is { } text && PresentModel.IsPublished(text) ? Path.GetDirectoryName(path)!
                : record is not null ? Path.GetDirectoryName(zoo!.Models.Map(model.Name, size))!
                : Beside(path);
            var folder = WritableFolder.Make(parsed.GetValue(output) ?? Path.Combine(own, method));
            using var engine = engines.Create(model.Parameters.Layout.Config);
            engine.SetParameters(model.Parameters);
            var theirs = PublishedNodeFile.In(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return Run(engine, model, analysis, record?.Losses, theirs, folder, parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(
        IEngine engine, NamedModel model, CircuitAnalysis analysis, ZooLosses? losses, ImmutableArray<PublishedNode>? theirs, string folder, bool json)
    {
        using var interruption = new Interruption();
        Console.Error.WriteLine($"analysing {model.Name}, {model.File}");
        var map = analysis.Of(engine, $"{model.Name}", QuestionKinds.Of(model.Name.Operations), interruption.Token);
        var file = Path.Combine(folder, NodeMapFile.FileName);
        NodeMapFile.Save(file, map);

        // Those of the map before are not of this one, which may have fewer.
        foreach (var figure in Directory.EnumerateFiles(folder, "*.svg").Where(path => ModelFigures.IsName(Path.GetFileNameWithoutExtension(path))))
        {
            File.Delete(figure);
        }

        // The authors' own files may lie in the folder.
        var (behaviours, features) = (Path.Combine(folder, $"map.{PublishedNodeFile.Behaviours}"), Path.Combine(folder, $"map.{PublishedNodeFile.Features}"));
        PublishedNodeFile.WriteBehaviours(behaviours, map);
        PublishedNodeFile.WriteFeatures(features, map);
        var files = new List<string> { file, behaviours, features };
        foreach (var (name, drawing) in ModelFigures.Of(map, model.Name, losses, new ProbeScan(engine, map.QuestionSeed).Project(map.Probes)))
        {
            var path = Path.Combine(folder, $"{name}.svg");
            drawing.Save(path);
            files.Add(path);
        }

        var checks = PublishedAlgorithms.For(map.Layout, model.Name.Operations, map.Layers).Check(map);
        var heads = map.Nodes.Count(mapped => mapped.Node.Head is not null);
        var positions = map.Nodes.Select(mapped => mapped.Node.Position).Distinct().ToArray();
        var beside = theirs is { } nodes ? AuthorsComparison.Of(map, nodes) : null;
        if (json)
        {
            Results.Json(new
            {
                map.Model,
                model.File,
                map.ParametersSha256,
                map.Questions,
                map.Ablation,
                map.Rule,
                Nodes = map.Nodes.Length,
                Heads = heads,
                Mlps = map.Nodes.Length - heads,
                Positions = positions,
                Authors = beside,
                Clauses = checks.Select(check => new { check.Clause.Statement, check.Clause.Optional, check.Verdict, Nodes = check.Evidence.Select(node => node.Name), check.Reason }),
                Files = files,
            });
            return ExitCode.Done;
        }

        var published = Catalogue.Find(model.Name);
        Results.Line($"{map.Model}, {model.File}");
        Results.Table(
            ["useful", "here", "published"],
            [
                ["nodes", $"{map.Nodes.Length}", $"{published?.UsefulHeads + published?.UsefulMlps}"],
                ["heads", $"{heads}", $"{published?.UsefulHeads}"],
                ["MLPs", $"{map.Nodes.Length - heads}", $"{published?.UsefulMlps}"],
                ["positions", $"{positions.Length}", ""],
            ]);
        Results.Table(
            ["clauses of the published algorithm", "valid", "invalid", "untestable"],
            [
                .. checks.GroupBy(check => check.Clause.Subject + (check.Clause.Optional ? " (optional)" : ""), StringComparer.Ordinal)
                    .Select(subject => (string[])
                    [
                        subject.Key,
                        .. Enum.GetValues<ClauseVerdict>().Select(verdict => $"{subject.Count(check => check.Verdict == verdict)}"),
                    ]),
            ]);
        if (beside is not null)
        {
            Results.Table(
                ["the authors' files beside the model", "here", "there", "both"],
                [
                    ["useful nodes", $"{map.Nodes.Length}", $"{beside.Nodes}", $"{beside.SharedNodes}"],
                    ["sub-tasks at nodes", $"{map.Nodes.Sum(node => node.Algorithm.Length)}", $"{beside.Tags}", $"{beside.SharedTags}"],
                ]);
        }

        files.ForEach(Results.Line);
        return ExitCode.Done;
    }

    // The analysis, and the folder of its maps: only those by the default one stand for the model.
    private static (CircuitAnalysis Analysis, string Folder) Method(string? ablation, bool compat) => (ablation, compat) switch
    {
        (null, true) => (
            new CircuitAnalysis { Ablation = AblationKind.FirstLayerMean, Rule = UsefulRule.Published, Pairs = PairSource.Published },
            NodeMapFile.AuthorsRuleFolder),
        (_, true) => throw new FormatException($"--compat ablates by layer 0's mean; leave out --ablation {ablation}."),
        (null or "mean", _) => (new CircuitAnalysis(), ""),
        ("zero", _) => (new CircuitAnalysis { Ablation = AblationKind.Zero }, ablation),
        ("resample", _) => (new CircuitAnalysis { Ablation = AblationKind.Resample }, ablation),
        _ => throw new FormatException($"'{ablation}' is no kind of ablation; there are mean, zero, resample."),
    };

    private static string Source(string? name, string? file, Preset preset) => (name, file) switch
    {
        (null, null) => throw new FormatException("Name a model, for instance repro map add_d5_l2_h3_t15K_s372001, or give its file with --model."),
        (null, _) => file,
        (_, null) => PresentModel.Find(name, preset),
        _ => throw new FormatException($"--model names the file already; leave out '{name}'."),
    };

    // Only the hash tells whether a record of that name is of this very model.
    private static ZooRecord? RecordOf(NamedModel model, ZooFolder? zoo) =>
        zoo?.Record(model.Name) is { } record && string.Equals(record.ParametersSha256, model.Parameters.Hash(), StringComparison.Ordinal) ? record : null;

    // artifacts/circuits is committed and of the zoo's models; any other model, also one of their names, keeps its map to itself.
    private static string Beside(string file) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "circuits", Path.GetFileNameWithoutExtension(file));
}
