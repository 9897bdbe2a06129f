using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>A model of the published size beside its line in the paper's tables, in orders of magnitude.</summary>
internal static class FullSize
{
    /// <summary>Final loss, and errors of a million in each operation; fewer than 10 of these are less than one order of magnitude.</summary>
    public static ImmutableArray<Measurement> Compare(CatalogueEntry entry, ZooRecord record) =>
    [
        Magnitude.Compare("AvgFinalLoss", record.AvgFinalLoss, entry.Loss),
        .. RecordedFails.Operations(entry.Name).Select(operation =>
        {
            var fails = RecordedFails.Describe(record, operation);
            return new Measurement($"errors in {Names.Of(operation)}", Magnitude.Between(Math.Max(1, fails.Value), 1)) { Parts = [fails] };
        }),
    ];
}
