using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Fast)]
public class ClaimCatalogueTests
{
    [Fact]
    public void All_Claims_AreCompleteAndInOrder()
    {
        var claims = ClaimCatalogue.All.Select(measurement => measurement.Claim).ToList();

        claims.Select(claim => claim.Id).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        claims.Should().OnlyContain(claim => claim.Statement.EndsWith('.') && claim.Published.Length > 0
            && claim.Criterion.Reason.Length > 0 && claim.Controls.Length > 0 && claim.Seeds.Count > 0);
        claims.SelectMany(claim => claim.Models).Should().OnlyContain(model => ModelName.Parse(model).ToString() == model);
    }

    [Fact]
    public void All_Claims_HaveATestOfTheirOwn() => typeof(ClaimCatalogueTests).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributesData())
        .Where(attribute => attribute.AttributeType == typeof(TraitAttribute) && attribute.ConstructorArguments[0].Value is "Claim")
        .Select(attribute => attribute.ConstructorArguments[1].Value)
        .Should().BeEquivalentTo(ClaimCatalogue.All.Select(measurement => measurement.Claim.Id));

    [Fact]
    public void Find_Id_IgnoresCase() => ClaimCatalogue.Find("add-02").Claim.Id.Should().Be("ADD-02");

    [Fact]
    public void Find_UnknownId_ListsThoseThereAre() =>
        FluentActions.Invoking(() => ClaimCatalogue.Find("ADD-99"))
            .Should().Throw<KeyNotFoundException>().WithMessage("*'ADD-99'*ADD-01, ADD-02*");
}
