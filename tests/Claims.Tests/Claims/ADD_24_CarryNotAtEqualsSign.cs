using System.Globalization;
using FluentAssertions;
using Repro.Claims.Ledger;
using Xunit;

namespace Repro.Claims.Tests.Claims;

[Trait(Tier.Name, Tier.Claim)]
[Trait("Claim", "ADD-24")]
public class ADD_24_CarryNotAtEqualsSign
{
    // Two of five models hold to the finding. In the other three '=' is where the lowest pair, or the lowest two, are read from: a carry that these decide
    // flips, one that is decided higher up does not.
    [Fact]
    public void Measure_CommittedZoo_HoldsInTwoModelsAndInTheOthersForAllButTheLowestPairs()
    {
        var result = CommittedModels.Measure("ADD-24");

        result.Verdict.Should().Be(Verdict.Partly, result.Reason);
        result.Measurements.Where(model => model.Value <= 0.05).Select(model => (model.Name, model.Value)).Should().Equal(
            ("add_d6_l2_h3_t15K_s372001", 0), ("add_d6_l2_h3_t20K_s173289", 0));
        LowestDecides("add_d5_l2_h3_t15K_s372001", pairs: 1);
        LowestDecides("add_d6_l2_h3_t20K_s572091", pairs: 1);
        LowestDecides("add_d11_l2_h3_t50K_s572091", pairs: 2);

        // From A_3 on, where every decided pair has another one above it.
        void LowestDecides(string name, int pairs)
        {
            foreach (var (index, part) in result.Measurements.Single(model => string.Equals(model.Name, name, StringComparison.Ordinal)).Parts.Index().Skip(2))
            {
                var digit = index + 1;
                for (var depth = 1; depth <= digit; depth++)
                {
                    var share = part.Raw[Key(depth, "flipped")] / part.Raw[Key(depth, "questions")];
                    (digit - depth < pairs ? 1 - share : share).Should().BeLessThan(0.15, $"{part.Name}, depth {depth}");
                }
            }
        }

        static string Key(int depth, string what) => string.Create(CultureInfo.InvariantCulture, $"depth {depth}, {what}");
    }
}
