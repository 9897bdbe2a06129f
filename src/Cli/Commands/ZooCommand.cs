using System.CommandLine;

namespace Repro.Cli.Commands;

/// <summary><c>repro zoo</c>: the published models as a whole.</summary>
internal static class ZooCommand
{
    public static Command Create() => new("zoo", "Trains, lists and verifies the published models, artifacts/zoo.")
    {
        ZooListCommand.Create(),
        ZooTrainCommand.Create(),
        ZooVerifyCommand.Create(),
    };
}
