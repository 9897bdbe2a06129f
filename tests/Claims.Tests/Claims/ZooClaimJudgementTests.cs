using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>What the claims make of records: of the published figures, and of figures on either side of each threshold.</summary>
[Trait(Tier.Name, Tier.Fast)]
public class ZooClaimJudgementTests
{
    [Theory]
    [InlineData("ADD-03")]
    [InlineData("ADD-04")]
    [InlineData("ADD-06")]
    [InlineData("ADD-07")]
    [InlineData("ADD-31")]
    [InlineData("MIX-01")]
    [InlineData("MIX-04")]
    [InlineData("MIX-05")]
    [InlineData("MIX-38")]
    [InlineData("MIX-39")]
    [InlineData("SUB-01")]
    public void Judge_PublishedFigures_MeetTheCriterion(string id)
    {
        var claim = Claim(id);

        Values(claim, PublishedRecords.Of(claim)).Should().OnlyContain(value => claim.Claim.Criterion.Holds(value));
    }

    [Theory]
    [InlineData("ADD-03", 9, new[] { 16.0 })]
    [InlineData("ADD-03", 10, new[] { 0.0 })]
    [InlineData("ADD-04", 9, new[] { 9.0, 9, 9, 9, 9 })]
    [InlineData("ADD-06", 9, new[] { 9.0 })]
    [InlineData("MIX-01", 9, new[] { 0.0, 1 })]
    [InlineData("MIX-01", 10, new[] { 4.0, 0 })]
    [InlineData("MIX-04", 9, new[] { 12.0 })]
    [InlineData("MIX-04", 10, new[] { 0.0 })]
    [InlineData("MIX-05", 10, new[] { 0.0, 0 })]
    [InlineData("MIX-38", 10, new[] { 0.0, 0, 0, 0, 0 })]
    [InlineData("MIX-39", 10, new[] { 0.0, 0, 0, 0, 0 })]
    public void Judge_EqualErrorsEverywhere_CountsThem(string id, long errors, double[] values)
    {
        var claim = Claim(id);

        Values(claim, PublishedRecords.Of(claim, record => PublishedRecords.WithErrors(record, _ => errors))).Should().Equal(values);
    }

    [Fact]
    public void Judge_Parts_HoldEveryModelWithBoundsAndThePublishedErrors()
    {
        var claim = Claim("ADD-03");

        var parts = claim.Judge(PublishedRecords.Of(claim)).Single().Parts;

        parts.Should().HaveCount(16).And.OnlyContain(part => part.Bounds != null && part.Raw["published"] == part.Value);
        parts.Single(part => part.Name.StartsWith("add_d15_", StringComparison.Ordinal)).Value.Should().Be(10);
    }

    [Fact]
    public void Judge_SubtractionAsAccurateAndLossesAlike_IsNoHarder()
    {
        var claim = Claim("SUB-01");

        Values(claim, PublishedRecords.Of(claim, record => PublishedRecords.WithErrors(record, _ => 0) with { AvgFinalLoss = 1e-8 }))
            .Should().Equal(0, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void Judge_SubtractionAlone_ComparesSevenModelsWithNineOfEqualDigits()
    {
        var claim = Claim("SUB-01");
        var names = claim.Claim.Models.Select(ModelName.Parse).ToArray();

        names.Count(name => name.Operations == OperationMix.Sub).Should().Be(7);
        names.Count(name => name.Operations == OperationMix.Add).Should().Be(9);
        claim.Judge(PublishedRecords.Of(claim))[0].Value.Should().BeApproximately(1 - (2 / 7.0), 1e-12);
    }

    [Theory]
    [InlineData(5, 50, 10)]
    [InlineData(6, 50, 50.0 / 6)]
    [InlineData(0, 50, 50)]
    [InlineData(0, 0, 0)]
    public void Judge_OneLayer_DividesRatesOfLongByShortCascades(long few, long many, double ratio)
    {
        var claim = Claim("ADD-08");
        var records = PublishedRecords.Of(claim, record => PublishedRecords.WithErrors(record, set => set switch { "S1" => few, "S4" => many, _ => 0 }));

        Values(claim, records).Should().HaveCount(4).And.OnlyContain(value => Math.Abs(value - ratio) < 1e-9);
    }

    [Theory]
    [InlineData(1e-3, true)]
    [InlineData(9e-4, false)]
    public void Judge_OneLayerLoss_IsAThousandthAtLeast(double loss, bool holds)
    {
        var claim = Claim("ADD-31");
        var records = PublishedRecords.Of(claim, record => record with { AvgFinalLoss = loss });

        Values(claim, records).Should().HaveCount(4).And.OnlyContain(value => claim.Claim.Criterion.Holds(value) == holds);
    }

    [Fact]
    public void Judge_Seeds_CountsASeedOnceAndOnlyIfAllItsModelsLearn()
    {
        var claim = Claim("ADD-06");
        var records = PublishedRecords.Of(
            claim, record => record.Name.Contains("d6_l2_h3_t40K", StringComparison.Ordinal) ? PublishedRecords.WithErrors(record, _ => 10) : record);

        var judged = claim.Judge(records).Single();

        judged.Value.Should().Be(10);
        judged.Parts[^2].Should().Match<Measurement>(part => part.Name.EndsWith("5-digit addition, of 1", StringComparison.Ordinal) && part.Value == 1);
        judged.Parts[^1].Should().Match<Measurement>(part => part.Name.EndsWith("6-digit addition, of 3", StringComparison.Ordinal) && part.Value == 2);
    }

    // 100 points; the middle holds those from 30 to 59, the last tenth those from 90 on.
    [Theory]
    [InlineData(new[] { 35, 50 }, new int[0], 0)]
    [InlineData(new[] { 35, 50 }, new[] { 95 }, 1.5)]
    [InlineData(new[] { 59 }, new[] { 90 }, 3)]
    [InlineData(new[] { 29, 60, 89 }, new[] { 95 }, double.NaN)]
    public void Judge_Spikes_ComparesTheLastTenthWithTheMiddle(int[] early, int[] late, double ratio)
    {
        var claim = Claim("ADD-05");
        var losses = Enumerable.Repeat(1f, 100).ToArray();
        foreach (var place in early.Concat(late))
        {
            losses[place] = 11;
        }

        var records = PublishedRecords.Of(
            claim, record => record with { Recipe = record.Recipe with { Steps = 1_000 }, Losses = new ZooLosses(10, [.. losses]) });

        Values(claim, records).Single().Should().Match(value => double.IsNaN(ratio) ? double.IsNaN(value) : Math.Abs(value - ratio) < 1e-9);
        claim.Claim.Models.Should().HaveCount(43);
    }

    [Theory]
    [InlineData(1.6e-7, 9, true)]
    [InlineData(1.8e-7, 9, false)]
    [InlineData(1.8e-9, 9, true)]
    [InlineData(1.6e-9, 9, false)]
    [InlineData(1.7e-8, 10, false)]
    public void Judge_FullSizeAddition_AllowsLessThanOneOrderOfMagnitude(double loss, long errors, bool holds)
    {
        var claim = Claim("ADD-07");
        var records = PublishedRecords.Of(claim, record => PublishedRecords.WithErrors(record, _ => errors) with { AvgFinalLoss = loss });

        Values(claim, records).All(claim.Claim.Criterion.Holds).Should().Be(holds);
    }

    // The published points, joined by straight lines in the logarithm, each loss times a factor, with a spike at every tenth point.
    [Theory]
    [InlineData(1, true)]
    [InlineData(9, true)]
    [InlineData(11, false)]
    [InlineData(0.09, false)]
    public void Judge_FullSizeCurve_ComparesMediansAroundThePublishedSteps(double factor, bool holds)
    {
        var claim = Claim("MIX-06");
        (int Step, double Loss)[] points =
        [
            (0, 3.74), (500, 1.23), (1_000, 1.01), (2_000, 0.57), (3_000, 0.3), (5_000, 0.15), (7_500, 0.012), (10_000, 7.7e-3), (15_000, 3e-3),
            (20_000, 1.8e-4), (22_500, 1.2e-4), (25_500, 5e-5), (27_500, 1.5e-6), (29_500, 2.7e-7), (32_500, 2.0e-8), (36_500, 7e-9), (40_000, 7.6e-9),
        ];
        var losses = Enumerable.Range(0, 200).Select(i => (float)(factor * At(200 * i) * (i % 10 == 5 ? 100 : 1)));

        var judged = claim.Judge(PublishedRecords.Of(claim, record => record with { Losses = new ZooLosses(200, [.. losses]) }));

        judged[^1].Parts.Should().HaveCount(17);
        claim.Claim.Criterion.Holds(judged[^1].Value).Should().Be(holds);
        judged.SkipLast(1).Should().OnlyContain(measured => claim.Claim.Criterion.Holds(measured.Value));

        double At(int step)
        {
            var next = Array.FindIndex(points, point => point.Step >= step);
            var (to, from) = (points[next], points[Math.Max(0, next - 1)]);
            var share = to.Step == from.Step ? 0 : (double)(step - from.Step) / (to.Step - from.Step);
            return Math.Exp(((1 - share) * Math.Log(from.Loss)) + (share * Math.Log(to.Loss)));
        }
    }

    private static ZooClaim Claim(string id) => (ZooClaim)ClaimCatalogue.Find(id);

    private static double[] Values(ZooClaim claim, Dictionary<ModelName, ZooRecord> records) =>
        [.. claim.Judge(records).Select(measurement => measurement.Value)];
}
