using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>
/// Wrong answers of recorded models in the paper's unit: of 1,000,000 enriched questions of one operation. Fewer than 10 is what the
/// paper calls accurate, &gt;99.999 % (arXiv 2402.02619).
/// </summary>
public static class RecordedFails
{
    /// <summary>Why accuracy is counted so; for criteria.</summary>
    public const string Definition =
        "The paper calls a model accurate (>99.999 %) in an operation when fewer than 10 of 1,000,000 enriched answers are wrong; our "
        + "questions are enriched more strongly than the paper's.";

    /// <summary>Questions that the definition needs.</summary>
    public const long Questions = AccuracyPlan.PublishedQuestions;

    /// <summary>The operations that a model learnt.</summary>
    public static ImmutableArray<Operation> Operations(ModelName name) => name.Operations switch
    {
        OperationMix.Add => [Operation.Add],
        OperationMix.Sub => [Operation.Subtract],
        _ => [Operation.Add, Operation.Subtract],
    };

    /// <summary>The answers to enriched questions of an operation.</summary>
    /// <exception cref="InvalidOperationException">None are recorded.</exception>
    public static AccuracyResult Enriched(ZooRecord record, Operation operation) => Of(record, $"enriched {Names.Of(operation)}");

    /// <summary>The answers to a set of questions.</summary>
    /// <exception cref="InvalidOperationException">None are recorded.</exception>
    public static AccuracyResult Of(ZooRecord record, string set) =>
        record.Accuracy.FirstOrDefault(result => string.Equals(result.Set, set, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"The record of {record.Name} holds no answers to '{set}'.");

    /// <summary>Whether a million enriched questions of each operation are recorded.</summary>
    public static bool AreComplete(ZooRecord record) =>
        Operations(ModelName.Parse(record.Name)).All(operation => Enriched(record, operation).Questions == Questions);

    /// <summary>Whether a model is accurate in an operation.</summary>
    public static bool Accurate(ZooRecord record, Operation operation) => Enriched(record, operation).Errors < CatalogueEntry.InaccurateFrom;

    /// <summary>Whether a model is accurate in every operation that it learnt.</summary>
    public static bool Accurate(ZooRecord record) => Operations(ModelName.Parse(record.Name)).All(operation => Accurate(record, operation));

    /// <summary>A model's wrong answers, with exact bounds of their share and the published figure beside them.</summary>
    public static Measurement Describe(ZooRecord record, Operation operation)
    {
        var name = ModelName.Parse(record.Name);
        var enriched = Enriched(record, operation);
        var uniform = Of(record, $"uniform {Names.Of(operation)}");
        var published = Catalogue.Find(name) is { } entry
            ? operation == Operation.Add ? entry.AdditionFails : entry.SubtractionFails
            : null;
        var raw = Measurement.RawOf(("errors", enriched.Errors), ("questions", enriched.Questions), ("uniform errors", uniform.Errors));
        return new Measurement($"{record.Name}, {enriched.Set}", enriched.Errors)
        {
            Bounds = enriched.Bounds,
            BoundsOf = "error rate",
            Raw = published is { } errors ? raw.Add(Measurement.Published, errors) : raw,
            Examples = [.. enriched.FirstWrong.Select(wrong => $"{wrong.Question}{wrong.Answer}, truth {wrong.Truth}")],
        };
    }

    /// <summary>How many models are accurate in all of some operations, each of them a part for each operation.</summary>
    public static Measurement Count(IEnumerable<ZooRecord> records, params ImmutableArray<Operation> operations)
    {
        var all = records.ToArray();
        var accurate = all.Count(record => operations.All(operation => Accurate(record, operation)));
        return new Measurement($"models accurate in {string.Join(" and ", operations.Select(Names.Of))}, of {all.Length}", accurate)
        {
            Raw = Measurement.RawOf(("models", all.Length)),
            Parts = [.. all.SelectMany(record => operations.Select(operation => Describe(record, operation)))],
        };
    }
}
