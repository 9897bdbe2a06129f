using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Findings.Controls;

/// <summary>
/// Works out both ends of every recorded loss curve anew: the loss of the initial parameters on the first batch, which is the recorded
/// one, and that of the trained parameters on the last batch, which differs from it by the last update only.
/// </summary>
public sealed class StoredLosses : IRecordControl
{
    /// <summary>Name of the control.</summary>
    public const string Text = "the parameters before and after training have the losses at the two ends of every recorded curve";

    // Curves are recorded as float32, and another device sums in another order.
    private const double FirstTolerance = 1e-4;

    // The last update is made at a fiftieth of the peak rate or less.
    private const double LastFactor = 2;

    // But it is made on this very batch: where one hard question makes the last loss stand out, more than 3/5 of the last five together,
    // the update lowers it several times over.
    private const double StandsOut = 3;
    private const double LastFallOfOutlier = 20;

    /// <inheritdoc/>
    public string Name => Text;

    /// <inheritdoc/>
    public ControlOutcome Run(ImmutableArray<RecordedModel> models, CancellationToken cancellation)
    {
        var misfits = new List<string>();
        foreach (var model in models)
        {
            cancellation.ThrowIfCancellationRequested();
            var (first, last) = Ends(model);
            if (!(Math.Abs(first - model.Record.Losses.Values[0]) <= FirstTolerance * first))
            {
                misfits.Add($"{model.Plan.Name}: the first loss is {first}, recorded {model.Record.Losses.Values[0]}");
            }

            var fall = model.Record.FinalLoss > StandsOut * model.Record.AvgFinalLoss ? LastFallOfOutlier : LastFactor;
            if (!(last <= LastFactor * model.Record.FinalLoss && last >= model.Record.FinalLoss / fall))
            {
                misfits.Add($"{model.Plan.Name}: the last loss is {last}, recorded {model.Record.FinalLoss}");
            }
        }

        return new ControlOutcome(
            Text, misfits.Count == 0, misfits.Count == 0 ? $"so for {models.Length} models" : string.Join("; ", misfits));
    }

    private static (double First, double Last) Ends(RecordedModel model)
    {
        using var initial = model.Untrained();
        using var trained = model.Trained();
        return (LossAt(model, initial, 0), LossAt(model, trained, model.Plan.Recipe.Steps - 1));
    }

    private static double LossAt(RecordedModel model, IEngine engine, int step)
    {
        var data = model.Plan.CreateData();
        var batch = new TokenBatch(data.BatchSize, data.SequenceLength);
        data.Fill(step, batch);
        return engine.ComputeGradients(batch, data.LossPositions.AsSpan(), new Parameters(new ParameterLayout(model.Plan.Config))).Loss;
    }
}
