using System.Text.RegularExpressions;
using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Repository;

/// <summary>What every workflow of the forge keeps: pinned actions, no more rights than reading, an end.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Find(AppContext.BaseDirectory)!, ".github", "workflows");

    public static TheoryData<string> Workflows
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var file in Directory.GetFiles(Folder, "*.yml").Order(StringComparer.Ordinal))
            {
                names.Add(Path.GetFileName(file));
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Uses_AnyWorkflow_ArePinnedToACommitWithItsVersion(string name) =>
        Uses().Matches(File.ReadAllText(Path.Combine(Folder, name))).Select(match => match.Groups["action"].Value)
            .Should().NotBeEmpty().And.AllSatisfy(action => action.Should().MatchRegex("^[\\w.-]+/[\\w.-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$"));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Permissions_AnyWorkflow_AreToReadOnly(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));

        text.Should().Contain("\npermissions:\n  contents: read\n");
        Permissions().Count(text).Should().Be(1, "no job may ask for more");
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Jobs_AnyWorkflow_HaveATimeLimit(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));

        Runners().Count(text).Should().BePositive().And.Be(Limits().Count(text));
    }

    [GeneratedRegex(@"uses: (?<action>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Uses();

    [GeneratedRegex(@"\bpermissions:", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Permissions();

    [GeneratedRegex(@"^    runs-on:", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Runners();

    [GeneratedRegex(@"^    timeout-minutes: \d+$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Limits();
}
