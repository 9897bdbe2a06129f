using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Probes;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>What can be read where each digit is predicted, in all kinds of question that a model is for.</summary>
internal static class PredictionProbes
{
    private static readonly OnceAModel<PredictionProbe> After = new((model, cancellation) => Scan(model.Engine, model.Kinds, cancellation));

    private static readonly OnceAModel<PredictionProbe> Before = new((model, cancellation) =>
    {
        using var engine = model.BeforeTraining();
        return [.. Scan(engine, model.Kinds, cancellation)];
    });

    /// <summary>From a model.</summary>
    public static ImmutableArray<PredictionProbe> Of(MappedModel model, CancellationToken cancellation) => After.Of(model, cancellation);

    /// <summary>From the model before its training.</summary>
    public static ImmutableArray<PredictionProbe> BeforeTraining(MappedModel model, CancellationToken cancellation) => Before.Of(model, cancellation);

    private static IEnumerable<PredictionProbe> Scan(IEngine engine, ImmutableArray<QuestionKind> kinds, CancellationToken cancellation)
    {
        var scan = new CarryProbeScan(engine, AccuracyPlan.QuestionSeed, AccuracyPlan.QuestionSeed + 1);
        foreach (var kind in kinds)
        {
            foreach (var digit in CarryProbeScan.Digits(QuestionLayout.Of(engine.Config), kind))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return scan.WherePredicted(kind, digit);
            }
        }
    }
}
