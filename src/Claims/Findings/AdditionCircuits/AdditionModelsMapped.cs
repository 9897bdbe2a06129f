using System.Collections.Immutable;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>
/// The models whose circuits the claims on addition are about: two layers of three heads. One for each size and seed of the catalogue at 5
/// and 6 digits; the models trained 40K steps have the sizes, seeds, and so the beginnings, of others, and are no further evidence.
/// </summary>
internal static class AdditionModelsMapped
{
    /// <summary>The models of 5 and 6 digits, which the paper and the authors' re-tests look into.</summary>
    public static ImmutableArray<string> Small { get; } =
        ["add_d5_l2_h3_t15K_s372001", "add_d6_l2_h3_t15K_s372001", "add_d6_l2_h3_t20K_s173289", "add_d6_l2_h3_t20K_s572091"];

    /// <summary>And one of 11 digits, for what is claimed of every size and can be read from a map.</summary>
    public static ImmutableArray<string> All { get; } = [.. Small, "add_d11_l2_h3_t50K_s572091"];
}
