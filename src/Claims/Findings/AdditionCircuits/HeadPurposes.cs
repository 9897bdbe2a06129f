using Repro.Claims.Findings.NodeMaps;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-28: most heads of addition models have a purpose.</summary>
public sealed class HeadPurposes() : HeadPurposeClaim(
    "ADD-28",
    "Of most useful heads of addition models it can be told what they are for.",
    "add_d6_l2_h3_t15K_s372001: 22 of 29 heads (76 %), in a later count 21 of 31; of 16 or 17 MLPs none",
    OfSeveralLayers,
    AdditionModelsMapped.EverySize,
    new PlantedCircuit());
