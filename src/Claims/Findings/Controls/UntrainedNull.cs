using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings.Controls;

/// <summary>
/// The models before their training must answer wrongly, else right answers do not come from it. Only what a parent was trained for, additions,
/// is asked of random parameters instead, as what is copied from it may still answer some.
/// </summary>
public sealed class UntrainedNull : IRecordControl
{
    /// <summary>Name of the control.</summary>
    public const string Text = "before its training every model answers more than 99 % wrongly; of additions, one with a parent does so without what it has from there";

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
                using var engine = model.Plan.Parent is not null && operation == Operation.Add ? model.Random() : model.Untrained();
                var set = QuestionSet.Enriched(model.Plan.Layout, operation, FreshSample.Seed);
                least = Math.Min(least, Accuracy.Measure(engine, set, Questions, keep: 0, cancellation).Errors);
            }
        }

        return new ControlOutcome(Text, least > 0.99 * Questions, $"at least {least} wrong of {Questions}");
    }
}
