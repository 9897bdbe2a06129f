using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Transfer;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>The models whose circuits the claims on mixed models are about: of three layers, most of four heads, as the paper's sample.</summary>
/// <remarks>
/// Maps of mix_d13_l3_h4_t85K_s572091, and of ins1_mix_d11_l3_h4_t75K_s572091 as it was before it was trained again from another beginning, had been made,
/// and could be looked at, before the criteria of the claims from MIX-12 on were written. The first judges no claim that is read from a map.
/// </remarks>
internal static class MixedModelsMapped
{
    private const string LookedAt = "mix_d13_l3_h4_t85K_s572091";

    /// <summary>The paper's sample model, which starts from an addition model.</summary>
    public static ImmutableArray<string> Initialised { get; } = ["ins1_mix_d6_l3_h4_t40K_s372001"];

    /// <summary>And the one from scratch of the same shape, steps and seed.</summary>
    public static ImmutableArray<string> Both { get; } = [.. Initialised, "mix_d6_l3_h4_t40K_s372001"];

    /// <summary>And all others of 5 and 6 digits in the catalogue: every ins1 and from-scratch model of these sizes and this shape.</summary>
    public static ImmutableArray<string> Small { get; } =
        [.. Both, "ins1_mix_d6_l3_h4_t40K_s173289", "ins1_mix_d6_l3_h4_t50K_s572091", "mix_d5_l3_h4_t40K_s372001"];

    /// <summary>And all larger ones from scratch.</summary>
    public static ImmutableArray<string> SmallAndFromScratch { get; } =
    [
        .. Small,
        .. Catalogue.Published.Select(entry => entry.Name)
            .Where(name => name is { Operations: OperationMix.Mix, Transfer: null, Digits: > 6 })
            .Select(name => $"{name}"),
    ];

    /// <summary>
    /// Every other ins1 model of three layers, of whatever size and heads, for what was found on <see cref="SmallAndFromScratch"/> and is to be confirmed.
    /// </summary>
    public static ImmutableArray<string> OtherInitialised { get; } =
    [
        .. Catalogue.Published.Select(entry => entry.Name)
            .Where(name => name is { Transfer: TransferMethod.Initialise, Layers: 3 } && !Small.Contains($"{name}", StringComparer.Ordinal))
            .Select(name => $"{name}"),
    ];

    /// <summary>
    /// All of three layers, for findings that need no map: MIX-11, 20 to 24, 30, 31 and 33. They were measured on <see cref="SmallAndFromScratch"/>, as no ins1 model of
    /// 7 digits and more was trained when they were written; the others were added with the criteria as they were. None of these had been asked then, but for
    /// MIX-24, of which MIX-27 had told what single heads do.
    /// </summary>
    public static ImmutableArray<string> All { get; } = [.. SmallAndFromScratch, .. OtherInitialised];

    /// <summary>
    /// All of three layers, for what can be read from a map, but mix_d13. Of those beyond <see cref="Small"/> no map had been made when the claims, then
    /// measured on <see cref="Small"/> or some of these, were extended to them with the criteria as they were.
    /// </summary>
    public static ImmutableArray<string> EverySize { get; } =
        [.. All.Except([LookedAt], StringComparer.Ordinal)];

    /// <summary>Those that start from an addition model.</summary>
    public static ImmutableArray<string> EveryInitialised { get; } =
        [.. EverySize.Where(name => ModelName.Parse(name).Transfer is not null)];

    /// <summary>Those beyond <see cref="Small"/>, for what was found on these and is to be confirmed.</summary>
    public static ImmutableArray<string> Others { get; } = [.. EverySize.Except(Small, StringComparer.Ordinal)];
}
