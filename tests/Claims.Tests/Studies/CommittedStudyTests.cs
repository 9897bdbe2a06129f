using FluentAssertions;
using Repro.Claims.Studies;
using Xunit;

namespace Repro.Claims.Tests.Studies;

/// <summary>The study in this repository is what its files say.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CommittedStudyTests
{
    [Fact]
    public void Summary_File_IsThatOfTheResultsBesideIt()
    {
        var folder = StudyFolder.Locate(AppContext.BaseDirectory, StudyDesign.Transfer);

        var summary = folder.Summary();

        summary.Should().NotBeNull("artifacts/studies/transfer/summary.json is committed; 'repro study' makes it");
        (summary!.Missing.Length + folder.Records().Count).Should().Be(summary.Expected);
    }
}
