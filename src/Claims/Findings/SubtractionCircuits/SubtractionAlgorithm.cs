using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Algorithm;

namespace Repro.Claims.Findings.SubtractionCircuits;

/// <summary>SUB-03: one algorithm describes the models that only subtract.</summary>
public sealed class SubtractionAlgorithm() : AlgorithmClaim(
    "SUB-03",
    "The declared algorithm of subtraction (MD at every digit, tri-states by the sign token and from the top digit down, resolved borrows at the last layer's MLP) "
    + "holds for every model.",
    "the clauses: MD of every digit, MT of every digit at or before the sign token, MT_k before MT_{k-1}; no count of valid ones",
    "As for addition, ADD-20, where 19 of 23 clauses are published as valid: of subtraction none are counted. As there, ours demand the resolved borrow and do not "
        + "demand MB. " + Untestable,
    SubtractionModels.All,
    [
        new StoredMaps(),
        PlantedCircuit.OfAllKinds(),
        new OtherPlaces(),
        new UntrainedCircuit(),
    ])
{
    /// <inheritdoc/>
    protected override DeclaredAlgorithm Algorithm(QuestionLayout layout) => PublishedAlgorithms.Subtraction(layout);
}
