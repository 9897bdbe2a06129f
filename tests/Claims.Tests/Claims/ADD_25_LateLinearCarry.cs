using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait("Claim", "ADD-25")]
public class ADD_25_LateLinearCarry
{
    // In every model the carry out of the lowest pairs, one to three, is read early, at '=' or the last operand token; no model is without such a digit. Nearly all others are
    // late, and those of the highest digit, which the published place belongs to, always. In three models, two of which err, a few are not read even where they are predicted.
    private static readonly Dictionary<string, double> NotRead = new(StringComparer.Ordinal)
    {
        ["add_d9_l2_h3_t45K_s173289"] = 1,
        ["add_d12_l2_h3_t50K_s572091"] = 2,
        ["add_d15_l2_h3_t80K_s572091"] = 4,
    };

    // Of the models in the claim's order, which is by digits.
    private static readonly double[] ReadBefore = [2, 2, 2, 1, 1, 1, 3, 1, 1, 1, 1, 2, 2];

    private static readonly string[] LowestReadLess = ["add_d9_l2_h3_t45K_s173289", "add_d12_l2_h3_t50K_s572091"];

    [Fact]
    [Trait(Tier.Name, Tier.Claim)]
    public void Measure_SmallerModels_AreNotSoForTheLowestPairs() => IsSo(CommittedModels.MeasureSmaller("ADD-25", Verdict.NotReproduced, models: 4));

    [SkippableFact]
    [Trait(Tier.Name, Tier.Full)]
    public void Measure_CommittedZoo_IsNotReproducedForTheLowestPairs() => IsSo(CommittedModels.MeasureLarger("ADD-25", Verdict.NotReproduced, models: 13));

    private static void IsSo(ClaimResult result)
    {
        result.Measurements.Should().OnlyContain(model => model.Raw["digits"] - model.Raw["read where predicted"] == NotRead.GetValueOrDefault(model.Name));
        result.Measurements.Select(model => model.Raw["read before"]).Should().Equal(ReadBefore.Take(result.Measurements.Length));
        result.Measurements.Should().OnlyContain(model => (model.Parts[0].Value > 0.9 || LowestReadLess.Contains(model.Name)) && model.Parts.Last().Value < 0.75);
    }
}
