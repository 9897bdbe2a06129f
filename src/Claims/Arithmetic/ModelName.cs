using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims.Transfer;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// A model's name in the authors' form <c>[insK_]op_dN_lN_hN[_tNNK][_sSEED]</c>, for instance <c>add_d5_l2_h3_t15K_s372001</c>.
/// The prefix <c>ins1c_</c> is ours: ins1 with all weights copied, which nobody published.
/// </summary>
public sealed partial record ModelName
{
    /// <summary>The seed of names without one.</summary>
    public const ulong DefaultSeed = 372001;

    private const string Form =
        "names read [insK_]op_dN_lN_hN[_tNNK][_sSEED] with op one of add, sub, mix and insK one of ins1, ins1c, ins2, ins3; examples are add_d5_l2_h3, "
        + "sub_d6_l2_h3_t30K_s372001, ins1_mix_d6_l3_h4_t40K_s372001";

    /// <summary>How a mixed model starts from an addition model; null means from scratch.</summary>
    public TransferMethod? Transfer { get; init; }

    /// <summary>Operations.</summary>
    public required OperationMix Operations { get; init; }

    /// <summary>Digits of an operand, 1 to 19.</summary>
    public required int Digits { get; init; }

    /// <summary>Blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Heads per block.</summary>
    public required int Heads { get; init; }

    /// <summary>Training steps in thousands, where the name states them.</summary>
    public int? ThousandSteps { get; init; }

    /// <summary>The seed that the name states.</summary>
    public ulong? StatedSeed { get; init; }

    /// <summary>The stated seed or <see cref="DefaultSeed"/>.</summary>
    public ulong Seed => StatedSeed ?? DefaultSeed;

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text has another form or a number is out of range.</exception>
    public static ModelName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"'{text}' is not a model's name: {Form}.");
        }

        var operations = match.Groups["op"].ValueSpan switch
        {
            "add" => OperationMix.Add,
            "sub" => OperationMix.Sub,
            _ => OperationMix.Mix,
        };
        var transfer = TransferOf(text, match);
        if (transfer is not null && operations != OperationMix.Mix)
        {
            throw new FormatException($"'{text}' is not a model's name: only mixed models are initialised from an addition model; {Form}.");
        }

        return new ModelName
        {
            Transfer = transfer,
            Operations = operations,
            Digits = Number(text, match.Groups["d"], "digits", QuestionLayout.LeastDigits, QuestionLayout.MostDigits),
            Layers = Number(text, match.Groups["l"], "layers", 1, 64),
            Heads = Number(text, match.Groups["h"], "heads", 1, 64),
            ThousandSteps = Optional(text, match.Groups["t"], "thousand steps", 1, 9_999),
            StatedSeed = match.Groups["s"].Success ? SeedOf(text, match.Groups["s"].ValueSpan) : null,
        };
    }

    /// <summary>Whether <see cref="Parse"/> reads a text.</summary>
    public static bool IsName(string text)
    {
        try
        {
            _ = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The name, with what was stated and nothing more.</summary>
    public override string ToString()
    {
        var start = Transfer is { } method ? $"{ParentTransfer.Tag(method)}_" : "";
        var operations = Operations switch
        {
            OperationMix.Add => "add",
            OperationMix.Sub => "sub",
            _ => "mix",
        };
        var steps = ThousandSteps is { } thousands ? $"_t{thousands}K" : "";
        var seed = StatedSeed is { } stated ? $"_s{stated}" : "";
        return $"{start}{operations}_d{Digits}_l{Layers}_h{Heads}{steps}{seed}";
    }

    // Numbers have no leading zeros, so that one model has one spelling.
    [GeneratedRegex(
        "^(ins(?<ins>0|[1-9][0-9]{0,8})(?<c>c)?_)?(?<op>add|sub|mix)_d(?<d>0|[1-9][0-9]{0,8})_l(?<l>0|[1-9][0-9]{0,8})_h(?<h>0|[1-9][0-9]{0,8})"
        + "(_t(?<t>0|[1-9][0-9]{0,8})K)?(_s(?<s>0|[1-9][0-9]*))?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    private static TransferMethod? TransferOf(string text, Match match) =>
        (Optional(text, match.Groups["ins"], "ins", 1, 3), match.Groups["c"].Success) switch
        {
            (null, _) => null,
            (1, false) => TransferMethod.Initialise,
            (1, true) => TransferMethod.InitialiseWhole,
            (_, true) => throw new FormatException($"'{text}' is not a model's name: of the insK only ins1 has the variant c; {Form}."),
            (2, _) => TransferMethod.FreezeAttention,
            _ => TransferMethod.FreezeAll,
        };

    private static int? Optional(string text, Group group, string what, int least, int most) =>
        group.Success ? Number(text, group, what, least, most) : null;

    private static int Number(string text, Group group, string what, int least, int most)
    {
        var value = int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return value >= least && value <= most
            ? value
            : throw new FormatException($"'{text}' states {value} for {what}; it must lie in {least} to {most}.");
    }

    private static ulong SeedOf(string text, ReadOnlySpan<char> digits) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new FormatException($"'{text}' states the seed {digits}; it must lie in 0 to {ulong.MaxValue}.");
}
