using System.CommandLine;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Cli.Output;

namespace Repro.Cli.Commands;

/// <summary><c>repro list</c>: the claims, and what their last measurement said.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var preset = SharedOptions.Preset();
        preset.Description = "paper: the verdicts on models of artifacts/zoo/paper in place of the compact ones.";
        var json = SharedOptions.Json();
        var command = new Command("list", "Lists the claims with the verdict of their last measurement on models of one size.") { preset, json };
        command.SetAction(parsed => Run(Names.ParsePreset(parsed.GetValue(preset)!), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Preset preset, bool json)
    {
        var store = ResultStore.Locate().For(preset);
        var claims = ClaimCatalogue.All
            .Select(measurement => measurement.Claim)
            .Select(claim => (Claim: claim, Last: store.LastVerdict(claim)))
            .ToArray();
        if (json)
        {
            Results.Json(claims.Select(row => new
            {
                row.Claim.Id,
                row.Claim.Tier,
                row.Claim.Statement,
                Verdict = row.Last is { IsCurrent: true } ? row.Last.Verdict : (Verdict?)null,
                OlderVerdict = row.Last is { IsCurrent: false } ? row.Last.Verdict : (Verdict?)null,
            }));
            return ExitCode.Done;
        }

        Results.Table(
            ["claim", "tier", "last verdict", "statement"],
            claims.Select(row => new[]
            {
                row.Claim.Id,
                row.Claim.Tier.ToString().ToLowerInvariant(),
                VerdictText.Of(row.Last),
                row.Claim.Statement,
            }));
        return ExitCode.Done;
    }
}
