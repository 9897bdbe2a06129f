using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Algorithm;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-20: one algorithm describes the addition models.</summary>
public sealed class CommonAlgorithm() : AlgorithmClaim(
    "ADD-20",
    "The declared algorithm of addition (SA at every digit, tri-states by the sign token, resolved carries at the last layer's MLP) holds for every model.",
    "19 of 23 clauses valid for add_d6_l2_h3_t15K_s372001; all models share the algorithm",
    "19 of 23 is 0.83. The published clauses cannot be counted one to one: ours demand the resolved carry, whose published clause is empty, do "
        + "not demand SC, and ask of tri-states the exact change of the answer and not any. " + Untestable,
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new OtherPlaces(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    protected override DeclaredAlgorithm Algorithm(QuestionLayout layout) => PublishedAlgorithms.Addition(layout);
}
