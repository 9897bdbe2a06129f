using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Repro.Cli.Commands;
using Repro.Models.Training;

namespace Repro.Cli;

/// <summary>The command <c>repro</c>: its verbs, and what becomes of errors. Results go to stdout, all else to stderr.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    public static int Run(string[] args)
    {
        var root = new RootCommand(
            "Measures published findings on arithmetic inside transformers, and trains and examines the models they are about.")
        {
            ListCommand.Create(),
            RunCommand.Create(),
            TrainCommand.Create(),
            EvalCommand.Create(),
            MapCommand.Create(),
            FetchCommand.Create(),
            ZooCommand.Create(),
            StudyCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            return Refuse(parsed);
        }

        try
        {
            // Signals and errors are ours: see Interruption and below.
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e) when (e is OperationCanceledException or TrainingDivergedException or InvalidOperationException
            or FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return Error(ExitCode.Of([e]), e.Message);
        }
        catch (Exception e)
        {
            return Error(ExitCode.Of([e]), $"an error of Repro itself, which its developers want to see: {e}");
        }
    }

    private static int Refuse(ParseResult parsed)
    {
        // An unknown verb is reported twice, as an unknown argument and as a missing verb: the first says all.
        var command = parsed.CommandResult.Command;
        var help = $"{PathOf(parsed.CommandResult)} --help";
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var verb, ..])
        {
            var verbs = command.Subcommands.Select(known => known.Name).ToArray();
            return Error(ExitCode.BadInput, $"There is no command '{verb}'; {NearestNames.Suggest(verb, verbs)}. See {help}.");
        }

        return Error(ExitCode.BadInput, string.Join(' ', parsed.Errors.Select(error => error.Message)) + $" See {help}.");
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "repro";

    private static int Error(int code, string message)
    {
        Console.Error.WriteLine($"repro: {message}");
        return code;
    }
}
