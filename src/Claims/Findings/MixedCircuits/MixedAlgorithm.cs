using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Quanta.Algorithm;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-16: one algorithm describes the mixed models.</summary>
public sealed class MixedAlgorithm() : AlgorithmClaim(
    "MIX-16",
    "The declared algorithm of mixed models (those of addition and of subtraction, the comparison of every digit pair by '=', base values of all kinds on shared "
    + "nodes, operator and sign read where a digit is predicted) holds for every model.",
    "of the algorithm no count of valid clauses; in the inventory of ins1_mix_d6_l3_h4_t40K_s372001 every digit has SA and MD on the same heads, and ST, MT, GT, OPR, "
    + "SGN are found",
    "As for addition, ADD-20, where 19 of 23 clauses are published as valid: of mixed models none are counted. " + Untestable,
    MixedModelsMapped.EverySize,
    [
        new StoredMaps(),
        PlantedCircuit.OfAllKinds(),
        new OtherPlaces(),
        new UntrainedCircuit(),
    ])
{
    /// <inheritdoc/>
    protected override DeclaredAlgorithm Algorithm(QuestionLayout layout) => PublishedAlgorithms.Mixed(layout);
}
