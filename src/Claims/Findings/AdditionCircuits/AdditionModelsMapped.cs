using System.Collections.Immutable;
using Repro.Claims.Arithmetic;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>
/// The models whose circuits the claims on addition are about: two layers of three heads. One for each size and seed of the catalogue; the
/// models of 5 and 6 digits trained 40K steps have the sizes, seeds, and so the beginnings, of others, and are no further evidence.
/// </summary>
internal static class AdditionModelsMapped
{
    /// <summary>The models of 5 and 6 digits, which the paper and the authors' re-tests look into.</summary>
    public static ImmutableArray<string> Small { get; } =
        ["add_d5_l2_h3_t15K_s372001", "add_d6_l2_h3_t15K_s372001", "add_d6_l2_h3_t20K_s173289", "add_d6_l2_h3_t20K_s572091"];

    /// <summary>Those of 6 digits.</summary>
    public static ImmutableArray<string> SixDigits { get; } = [.. Small.Where(name => ModelName.Parse(name).Digits == 6)];

    /// <summary>
    /// And all others. Claims that are read from a map, and later ADD-23 to 27 and ADD-40, which need many runs of a model, were measured on
    /// <see cref="Small"/> and the model of 11 digits first; those of 7 to 10 and of 12 to 15 digits were added with the criteria as they were, to the former before a
    /// map of any of them had been made, to the latter before any of them had been asked.
    /// </summary>
    public static ImmutableArray<string> EverySize { get; } =
    [
        .. Small,
        .. Catalogue.Published.Select(entry => entry.Name).Where(name => name is { Operations: OperationMix.Add, Layers: 2, Digits: > 6 }).Select(name => $"{name}"),
    ];

    /// <summary>
    /// Models of 8 to 15 digits in which heads do not add every digit pair where the digit is predicted (ADD-13), but d9 and d13, on which it was found where they
    /// add it instead. Of these four only which digits lack SA was known then.
    /// </summary>
    public static ImmutableArray<string> OthersWithoutBaseAdd { get; } =
        ["add_d8_l2_h3_t45K_s173289", "add_d12_l2_h3_t50K_s572091", "add_d14_l2_h3_t60K_s572091", "add_d15_l2_h3_t80K_s572091"];
}
