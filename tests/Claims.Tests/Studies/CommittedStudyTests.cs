using FluentAssertions;
using Repro.Claims.Studies;
using Xunit;

namespace Repro.Claims.Tests.Studies;

/// <summary>The study in this repository is what its files say.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CommittedStudyTests
{
    [SkippableFact]
    public void Summary_File_IsThatOfTheResultsBesideIt()
    {
        var folder = StudyFolder.Locate(AppContext.BaseDirectory, StudyDesign.Transfer);
        Skip.IfNot(File.Exists(folder.SummaryPath), "There is no artifacts/studies/transfer/summary.json; 'repro study' makes it.");

        var summary = folder.Summary()!;

        (summary.Missing.Length + folder.Records().Count).Should().Be(summary.Expected);
    }
}
