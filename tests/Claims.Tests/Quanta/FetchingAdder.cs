using Repro.Claims.Quanta.Planted;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Quanta;

/// <summary>
/// The planted adder without its heads for SA: where A_k is predicted, L1H0 looks at D'_k, where the first layer has made the pair's base value for ST
/// anyway, and copies it.
/// </summary>
internal static class FetchingAdder
{
    private const int Digits = 8;
    private const int Fetch = 0;
    private const float ScoreStep = 40;

    public static (TransformerConfig Config, Parameters Parameters) Make()
    {
        var adder = new PlantedAdder(Digits);
        var (layout, plan) = (adder.Layout, new ResidualPlan(adder.Layout.Length));
        var weights = new WeightWriter(adder.Config);
        adder.Parameters.Values.CopyTo(weights.Parameters.Values);
        foreach (var head in new[] { 1, 2 })
        {
            // They put out nothing and look at nothing.
            weights.Value(0, head, ResidualPlan.Digit, 0) = 0;
            for (var position = 0; position < layout.Length; position++)
            {
                for (var dimension = 0; dimension <= Digits; dimension++)
                {
                    weights.Query(0, head, ResidualPlan.Position(position), dimension) = 0;
                }
            }
        }

        // A query scores D'_k where A_k is predicted, and elsewhere the operator, which holds nothing.
        for (var position = 0; position < layout.Length; position++)
        {
            var k = layout.PredictedAt(0) - position;
            weights.Query(1, Fetch, ResidualPlan.Position(position), k is >= 0 and < Digits ? k : Digits) = ScoreStep * MathF.Sqrt(adder.Config.DHead);
        }

        for (var k = 0; k < Digits; k++)
        {
            weights.Key(1, Fetch, ResidualPlan.Position(layout.Second(k)), k) = 1;
        }

        weights.Key(1, Fetch, ResidualPlan.Position(layout.Operator), Digits) = 1;
        for (var digit = 0; digit < 10; digit++)
        {
            weights.Value(1, Fetch, ResidualPlan.Base(digit), digit) = 1;
            weights.Output(1, Fetch, digit, ResidualPlan.Base(digit)) = 1;
            weights.Output(1, Fetch, digit, plan.Balance) = -1;
        }

        // Without a pair the first MLP says that the base value is 0, by its bias: taken back before the last MLP, also where the operator's is copied.
        weights.Parameters["blocks.1.attn.b_O"][ResidualPlan.Base(0)] = -1;
        weights.Parameters["blocks.1.attn.b_O"][plan.Balance] = 1;
        return (adder.Config, weights.Parameters);
    }
}
