using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Algorithm;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-32: one algorithm describes the one-layer models.</summary>
public sealed class OneLayerAlgorithm() : AlgorithmClaim(
    "ADD-32",
    "The declared algorithm of one-layer addition (base value, carry of the next lower pair and the sum of 9 that passes one on, all where a digit is predicted) holds for every model.",
    "a one-layer model does S0 to S2 by these sub-tasks, 14 of its 15 heads have one; no count of valid clauses",
    "As for two layers, ADD-20, where 19 of 23 clauses are published as valid: of one layer none are counted. No map of these models had been made when this was written. " + Untestable,
    OneLayerModels.Names,
    [
        new StoredMaps(),
        new PlantedCircuit(meets: false, "an adder with a planted circuit, which resolves carries in a second layer, does not meet the criterion"),
        new OtherPlaces(),
        new UntrainedCircuit(),
    ])
{
    /// <inheritdoc/>
    protected override DeclaredAlgorithm Algorithm(QuestionLayout layout) => PublishedAlgorithms.OneLayerAddition(layout);
}
