using System.Collections.Immutable;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>The models whose circuits the claims on mixed models are about: of 6 digits, three layers and four heads, as the paper's sample.</summary>
internal static class MixedModelsMapped
{
    /// <summary>The paper's sample model, which starts from an addition model.</summary>
    public static ImmutableArray<string> Initialised { get; } = ["ins1_mix_d6_l3_h4_t40K_s372001"];

    /// <summary>And the one from scratch of the same shape, steps and seed.</summary>
    public static ImmutableArray<string> Both { get; } = [.. Initialised, "mix_d6_l3_h4_t40K_s372001"];
}
