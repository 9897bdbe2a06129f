using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings.Controls;

/// <summary>The models before their training, with what they start from, must answer wrongly, else right answers do not come from it.</summary>
public sealed class UntrainedNull : IRecordControl
{
    /// <summary>Name of the control.</summary>
    public const string Text = "before its training every model answers more than 99 % wrongly";

    private const long Questions = 500;

    /// <inheritdoc/>
    public string Name => Text;

    /// <inheritdoc/>
    public ControlOutcome Run(ImmutableArray<RecordedModel> models, CancellationToken cancellation)
    {
        var least = Questions;
        foreach (var model in models)
        {
            foreach (var operation in RecordedFails.Operations(model.Plan.Name))
            {
                using var engine = model.Untrained();
                var set = QuestionSet.Enriched(model.Plan.Layout, operation, FreshSample.Seed);
                least = Math.Min(least, Accuracy.Measure(engine, set, Questions, keep: 0, cancellation).Errors);
            }
        }

        return new ControlOutcome(Text, least > 0.99 * Questions, $"at least {least} wrong of {Questions}");
    }
}
