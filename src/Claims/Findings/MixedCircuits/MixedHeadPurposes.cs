using Repro.Claims.Findings.NodeMaps;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-25: most heads of mixed models have a purpose.</summary>
public sealed class MixedHeadPurposes() : HeadPurposeClaim(
    "MIX-25",
    "Of most useful heads of mixed models it can be told what they are for.",
    "ins1_mix_d6_l3_h4_t40K_s372001: 39 of 72 heads (54 %), of 26 MLPs none",
    OfSeveralLayers,
    MixedModelsMapped.EverySize,
    PlantedCircuit.OfAllKinds());
