using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Tests.Zoo;
using Repro.Claims.Zoo;

namespace Repro.Claims.Tests.Claims;

/// <summary>Made-up records of the models of a claim: by default what the paper's tables say of them.</summary>
internal static class PublishedRecords
{
    private const long Million = 1_000_000;
    private const long PerClass = 10_000;

    /// <summary>The records of all models of a claim; errors that were not published are 100,000.</summary>
    public static Dictionary<ModelName, ZooRecord> Of(ZooClaim claim, Func<ZooRecord, ZooRecord>? change = null) =>
        claim.Claim.Models.Select(ModelName.Parse).ToDictionary(name => name, name => (change ?? (record => record))(Of(name)));

    /// <summary>A record with other numbers of wrong answers.</summary>
    public static ZooRecord WithErrors(ZooRecord record, Func<string, long> errors) => record with
    {
        Accuracy = [.. record.Accuracy.Select(result => result with { Errors = errors(result.Set) })],
    };

    private static ZooRecord Of(ModelName name)
    {
        var entry = Catalogue.Find(name);
        var fails = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["enriched addition"] = entry?.AdditionFails ?? 100_000,
            ["enriched subtraction"] = entry?.SubtractionFails ?? 100_000,
        };
        return ZooSamples.Record($"{name}") with
        {
            AvgFinalLoss = entry?.Loss ?? 1e-3,
            Accuracy =
            [
                .. AccuracyPlan.For(new QuestionLayout(name.Digits), name.Operations, Million).Select(asked => new AccuracyResult(
                    asked.Set.Name, asked.Questions, fails.GetValueOrDefault(asked.Set.Name), ImmutableArray<WrongAnswer>.Empty)),
            ],
        };
    }
}
