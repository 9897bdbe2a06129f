using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Carry;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// Of every digit into which a carry or borrow can come, in all kinds of question that a model is for: how the digit changes from one to the
/// other, and which way the carry takes. Worked out together, as most of the time goes into runs that both need.
/// </summary>
internal static class CarryScans
{
    private static readonly OnceAModel<(CombinerCurve Curve, CarryRoute Route)> Known = new((model, cancellation) =>
        from kind in model.Kinds
        from digit in CombinerScan.Digits(QuestionLayout.Of(model.Engine.Config), kind)
        select Scan(model, kind, digit, cancellation));

    /// <summary>All digits, kind by kind, ascending.</summary>
    public static ImmutableArray<(CombinerCurve Curve, CarryRoute Route)> Of(MappedModel model, CancellationToken cancellation) => Known.Of(model, cancellation);

    private static (CombinerCurve Curve, CarryRoute Route) Scan(MappedModel model, QuestionKind kind, int digit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var config = model.Engine.Config;
        using var run = CarryRun.Of(model.Engine, kind, digit, AccuracyPlan.QuestionSeed, [CombinerScan.Point(config), .. CarryRouteScan.Points(config)]);
        return (CombinerScan.Of(run, kind, digit, cancellation), CarryRouteScan.Of(run, kind, digit));
    }
}
