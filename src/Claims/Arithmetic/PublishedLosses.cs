using System.Collections.Immutable;

namespace Repro.Claims.Arithmetic;

/// <summary>The loss curves that the authors printed: one (training notebook of arXiv 2402.02619).</summary>
public static class PublishedLosses
{
    private static readonly ModelName Printed = ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001");

    private static readonly ImmutableArray<PublishedLoss> Losses =
    [
        At(0, 3.74),
        At(500, 1.23),
        At(1_000, 1.01),
        At(2_000, 0.57),
        new(3_000, 0.13, 0.56),
        At(5_000, 0.15),
        At(7_500, 0.012),
        At(10_000, 7.7e-3),
        new(15_000, 6e-4, 2e-2),
        At(20_000, 1.8e-4),
        At(22_500, 1.2e-4),
        At(25_500, 5e-5),
        At(27_500, 1.5e-6),
        At(29_500, 2.7e-7),
        At(32_500, 2.0e-8),
        At(36_500, 7e-9),
        At(39_999, 7.6e-9),
    ];

    /// <summary>What was printed of a model; empty for most.</summary>
    public static ImmutableArray<PublishedLoss> Of(ModelName name) => name == Printed ? Losses : [];

    private static PublishedLoss At(int step, double loss) => new(step, loss, loss);
}
