using Repro.Claims.Ledger;

namespace Repro.Cli.Output;

/// <summary>Verdicts in words.</summary>
internal static class VerdictText
{
    /// <summary>For instance <c>reproduced (of an older claim)</c>.</summary>
    public static string Of(LastVerdict? last) => last switch
    {
        null => "none yet",
        { IsCurrent: true } => Of(last.Verdict),
        _ => $"{Of(last.Verdict)} (of an older claim)",
    };

    /// <summary>For instance <c>not reproduced</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.Partly => "partly",
        Verdict.NotReproduced => "not reproduced",
        Verdict.NotMeasured => "not measured",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, message: null),
    };
}
