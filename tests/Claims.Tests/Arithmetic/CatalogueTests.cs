using System.Globalization;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Snapshots;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

/// <summary>The tables against what is known of them otherwise: counts, and the accuracy that the paper's text derives from them.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CatalogueTests
{
    [Theory]
    [InlineData("add_", 16, 13)]
    [InlineData("sub_", 7, 2)]
    [InlineData("mix_", 9, 4)]
    [InlineData("ins1_", 12, 9)]
    [InlineData("ins2_", 1, 1)]
    [InlineData("ins3_", 1, 0)]
    [InlineData("", 46, 29)]
    public void Published_Family_HasThePublishedSizeAndNumberOfAccurateModels(string start, int count, int accurate)
    {
        var family = Catalogue.Published.Where(entry => $"{entry.Name}".StartsWith(start, StringComparison.Ordinal)).ToArray();

        family.Should().HaveCount(count);
        family.Count(entry => entry.AdditionFails is null or < CatalogueEntry.InaccurateFrom && entry.SubtractionFails is null or < CatalogueEntry.InaccurateFrom)
            .Should().Be(accurate);
    }

    // Read against the published tables row by row.
    [Fact]
    public void Published_Table_IsTheSnapshot() => Snapshot.Verify(string.Join('\n', Catalogue.Published.Select(entry => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Name}: loss {entry.Loss:0.0e-0}, fails {entry.AdditionFails?.ToString(CultureInfo.InvariantCulture) ?? "-"} + "
        + $"{entry.SubtractionFails?.ToString(CultureInfo.InvariantCulture) ?? "-"}, nodes {entry.UsefulHeads} + {entry.UsefulMlps}{(entry.Parent is { } parent ? $", from {parent}" : "")}"))));

    [Fact]
    public void Find_NamesOfTheTable_AreFoundAndNoOthers()
    {
        Catalogue.Published.Should().OnlyContain(entry => Catalogue.Find(entry.Name) == entry);
        Catalogue.Find(ModelName.Parse("add_d5_l2_h3_t16K_s372001")).Should().BeNull();
    }

    [Fact]
    public void Published_EveryEntry_StatesFailsOfItsOperationsStepsAndSeedAndStandsOnce()
    {
        foreach (var entry in Catalogue.Published)
        {
            entry.AdditionFails.HasValue.Should().Be(entry.Name.Operations != OperationMix.Sub, $"{entry.Name}");
            entry.SubtractionFails.HasValue.Should().Be(entry.Name.Operations != OperationMix.Add, $"{entry.Name}");
            entry.Name.ThousandSteps.Should().NotBeNull();
            entry.Name.StatedSeed.Should().NotBeNull();
        }

        Catalogue.All.Should().OnlyHaveUniqueItems().And.HaveCount(54);
    }

    [Fact]
    public void Published_InitialisedModels_HaveAPublishedParentThatFitsIntoThem()
    {
        foreach (var entry in Catalogue.Published)
        {
            (entry.Parent is not null).Should().Be(entry.Name.Transfer is not null, $"{entry.Name}");
            if (entry.Parent is { } parent)
            {
                Catalogue.Find(parent)!.Name.Operations.Should().Be(OperationMix.Add);
                parent.Digits.Should().Be(entry.Name.Digits, $"{entry.Name}");
                parent.Layers.Should().BeLessThanOrEqualTo(entry.Name.Layers, $"{entry.Name}");
                parent.Heads.Should().BeLessThanOrEqualTo(entry.Name.Heads, $"{entry.Name}");
            }
        }
    }

    [Theory]
    [InlineData("add_d5_l2_h3", null)]
    [InlineData("ins1_mix_d6_l3_h4_t40K_s372001", "add_d6_l2_h3_t15K_s372001")]
    [InlineData("ins1c_mix_d6_l3_h4_t40K_s372001", "add_d6_l2_h3_t15K_s372001")]
    [InlineData("ins1_mix_d6_l3_h4_t41K_s7", "add_d6_l2_h3_s7")]
    [InlineData("ins2_mix_d2_l1_h2", "add_d2_l1_h2")]
    public void ParentOf_Name_IsThePublishedOneOrOfThePublishedShape(string name, string? parent) =>
        (Catalogue.ParentOf(ModelName.Parse(name))?.ToString()).Should().Be(parent);

    [Fact]
    public void Controls_Shapes_AreThoseThatDoNotLearn() => Catalogue.Controls.Select(name => (name.Operations, name.Digits, name.Layers, name.Heads))
        .Should().Equal((OperationMix.Add, 5, 1, 3), (OperationMix.Add, 5, 1, 4), (OperationMix.Add, 5, 1, 5), (OperationMix.Add, 5, 2, 2));
}
