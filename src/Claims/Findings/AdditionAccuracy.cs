using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Models.Engines;

namespace Repro.Claims.Findings;

/// <summary>ADD-02: two layers of three heads learn 5-digit addition to fewer than 10 errors in a million.</summary>
public sealed class AdditionAccuracy : IClaimMeasurement
{
    private const string Model = "add_d5_l2_h3";
    private const ulong QuestionSeed = AccuracyPlan.QuestionSeed;
    private const long Questions = 1_000_000;
    private const long ControlQuestions = 10_000;
    private const int PlantedEvery = 100;

    /// <inheritdoc/>
    public Claim Claim { get; } = new()
    {
        Id = "ADD-02",
        Paper = Paper.AdditionSubtraction,
        Statement = "A 2-layer 3-head 5-digit addition model trained from scratch makes fewer than 10 errors in 1,000,000 questions.",
        Published = "add_d5_l2_h3_t15K_s372001 and add_d5_l2_h3_t40K_s372001: 0 wrong of 1,000,000 enriched questions",
        Criterion = new Criterion(
            "wrong answers of 1,000,000, for uniform and for enriched questions",
            Comparator.LessThan,
            10,
            "The paper calls a model accurate (>99.999 %) when fewer than 10 of 1,000,000 answers are wrong. Its questions are enriched "
            + "with carry cascades; ours are so more strongly, and uniform ones must meet the same bound."),
        Models = [Model],
        Controls =
        [
            "the untrained model answers more than 99 % wrongly",
            "planted false answers are counted, each one where the model itself is right",
        ],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("model", ModelName.DefaultSeed).Add("questions", QuestionSeed),
        Tier = CostTier.Train,
    };

    /// <inheritdoc/>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var name = ModelName.Parse(Model);
        using var trained = models.Trained(name);
        using var untrained = models.Untrained(name);
        return Measure(trained, untrained, cancellation);
    }

    /// <summary>Measures a trained model beside an untrained one of the same shape.</summary>
    /// <exception cref="ArgumentException">The models are not 5-digit models of two layers and three heads.</exception>
    public ClaimResult Measure(IEngine trained, IEngine untrained, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(untrained);
        var name = ModelName.Parse(Model);
        if (trained.Config != untrained.Config || trained.Config.Layers != name.Layers || trained.Config.Heads != name.Heads)
        {
            throw new ArgumentException($"{Claim.Id} is about {Model}; the models given are {trained.Config} and {untrained.Config}.");
        }

        var layout = new QuestionLayout(name.Digits);
        var uniform = QuestionSet.Uniform(layout, Operation.Add, QuestionSeed);
        var enriched = QuestionSet.Enriched(layout, Operation.Add, QuestionSeed);
        return ClaimResult.Of(
            Claim,
            trained.Device,
            [Errors(trained, uniform, cancellation), Errors(trained, enriched, cancellation)],
            [Untrained(untrained, enriched, cancellation), Planted(trained, enriched, cancellation)]);
    }

    private static Measurement Errors(IEngine engine, QuestionSet set, CancellationToken cancellation)
    {
        var result = Accuracy.Measure(engine, set, Questions, cancellation: cancellation);
        return new Measurement(result.Set, result.Errors)
        {
            Bounds = result.Bounds,
            BoundsOf = "error rate",
            Raw = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal)
                .Add("errors", result.Errors)
                .Add("questions", result.Questions),
            Examples = [.. result.FirstWrong.Select(wrong => $"{wrong.Question}{wrong.Answer}, truth {wrong.Truth}")],
        };
    }

    private ControlOutcome Untrained(IEngine engine, QuestionSet set, CancellationToken cancellation)
    {
        var result = Accuracy.Measure(engine, set, ControlQuestions, keep: 0, cancellation);
        return new ControlOutcome(Claim.Controls[0], result.ErrorRate > 0.99, $"{result.Errors} wrong of {result.Questions}");
    }

    private ControlOutcome Planted(IEngine engine, QuestionSet set, CancellationToken cancellation)
    {
        const long FalseAnswers = ControlQuestions / PlantedEvery;
        var clean = Accuracy.Measure(engine, set, ControlQuestions, keep: 0, cancellation).Errors;
        var planted = Accuracy.Measure(engine, set.WithFalseAnswers(PlantedEvery), ControlQuestions, keep: 0, cancellation).Errors;
        return new ControlOutcome(
            Claim.Controls[1],
            // Each error of the model's own adds one, or falls on a planted answer and hides it or, giving just that, undoes it.
            Math.Abs(planted - FalseAnswers) <= clean,
            $"{clean} wrong without and {planted} with {FalseAnswers} false answers of {ControlQuestions}");
    }
}
