using FluentAssertions;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
public class ClaimTableTests
{
    [Fact]
    public void Document_OfThisRepository_IsTheCatalogue()
    {
        var file = Path.Combine(RepositoryRoot.Find(AppContext.BaseDirectory)!, "docs", "claims.md");
        var received = Path.ChangeExtension(file, ".received.md");
        var text = ClaimTable.Of(ClaimCatalogue.All.Select(measurement => measurement.Claim));
        var same = File.Exists(file) && string.Equals(File.ReadAllText(file), text, StringComparison.Ordinal);

        if (same)
        {
            File.Delete(received);
        }
        else
        {
            File.WriteAllText(received, text);
        }

        same.Should().BeTrue($"claims are documented as they are; '{received}' holds today's text of '{file}'");
    }

    [Fact]
    public void Of_Claim_IsOneRowWhoseCellsAreEscaped()
    {
        var claim = Ledger.Samples.Claim with { Published = "|4|" };

        ClaimTable.Of([claim]).Should().EndWith("|---|\n| TST-01 | fast | 1 | Two and two are four. | \\|4\\| | sum | ≤ 4 |\n");
    }
}
