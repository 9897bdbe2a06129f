using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-22: another set of questions finds the same nodes.</summary>
public sealed class QuestionSetOverlap() : CircuitClaim(
    "ADD-22",
    "Which nodes are useful does not depend on the questions: a second set of questions finds the same.",
    "none; the authors ask one set, and count a node that fails a single question",
    new Criterion(
        "nodes useful by both of two sets of 600 questions, of those useful by either (Jaccard)",
        Comparator.AtLeast,
        0.8,
        "Ours: four of five nodes, or statements about single nodes would be statements about the questions. Useful here is a node whose share of failing "
        + "questions has a lower 95 % bound above 0.25 %."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Map.Overlap is not { } overlap ? null : new Measurement(model.Name, overlap.Jaccard)
        {
            Raw = Measurement.RawOf(("useful", model.Map.Nodes.Length), ("useful by the second set", overlap.Useful), ("by both", overlap.Shared)),
        };
    }
}
