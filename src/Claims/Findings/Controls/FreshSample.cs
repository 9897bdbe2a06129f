using System.Collections.Concurrent;
using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings.Controls;

/// <summary>
/// Asks every model enriched questions that its record does not know, and compares the share of wrong answers with the recorded one.
/// </summary>
public sealed class FreshSample : IRecordControl
{
    /// <summary>Name of the control.</summary>
    public const string Text = "answers to fresh enriched questions fit the recorded errors of every model";

    /// <summary>Seed of the fresh questions; another than that of the recorded ones.</summary>
    public const ulong Seed = 240202619;

    // About a hundred comparisons are made in all, so that one of them reports a true record with a probability of 1 in 10,000.
    private const double LeastPValue = 1e-6;

    // A model is asked once in a process, as several claims rest on its record; who asks meanwhile waits.
    private static readonly ConcurrentDictionary<(string Sha256, Operation Operation, long Questions), Lazy<AccuracyResult>> Asked = [];

    /// <inheritdoc/>
    public string Name => Text;

    /// <inheritdoc/>
    public ControlOutcome Run(ImmutableArray<RecordedModel> models, CancellationToken cancellation)
    {
        var misfits = new List<string>();
        var (asked, wrong) = (0L, 0L);
        foreach (var model in models)
        {
            foreach (var operation in RecordedFails.Operations(model.Plan.Name))
            {
                var fresh = Asked.GetOrAdd(
                    (model.ParametersSha256, operation, Questions(model.Plan.Preset)), key => new(() => Ask(model, operation, key.Questions, cancellation))).Value;
                var recorded = RecordedFails.Enriched(model.Record, operation);
                asked += fresh.Questions;
                wrong += fresh.Errors;
                if (FisherExact.PValue(fresh.Errors, fresh.Questions, recorded.Errors, recorded.Questions) < LeastPValue)
                {
                    misfits.Add(
                        $"{model.Plan.Name}: {fresh.Errors} of {fresh.Questions} in {fresh.Set}, recorded {recorded.Errors} of {recorded.Questions}");
                }
            }
        }

        return new ControlOutcome(
            Text, misfits.Count == 0, misfits.Count == 0 ? $"{wrong} wrong of {asked}, as recorded" : string.Join("; ", misfits));
    }

    private static AccuracyResult Ask(RecordedModel model, Operation operation, long questions, CancellationToken cancellation)
    {
        using var engine = model.Trained();
        return Accuracy.Measure(engine, QuestionSet.Enriched(model.Plan.Layout, operation, Seed), questions, keep: 0, cancellation);
    }

    // Models of the published size answer about fifty times more slowly.
    private static long Questions(Preset preset) => preset == Preset.Compact ? 2_500 : 500;
}
