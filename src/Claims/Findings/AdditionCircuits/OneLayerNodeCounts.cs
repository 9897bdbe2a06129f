using Repro.Claims.Findings.NodeMaps;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-34: how many nodes a one-layer model uses.</summary>
public sealed class OneLayerNodeCounts() : NodeCountClaim(
    "ADD-34",
    "By the authors' rule a one-layer addition model uses as many nodes as published, to within half of that.",
    "add_d5_l1_h3_t30K_s372001: 15 heads and 6 MLPs, where models of two layers and 5 digits have 37 to 46 nodes",
    "As in ADD-12, with the same tolerance; two layers, at 37 nodes or more, are outside it. No map of this model had been made when this was written.",
    ["add_d5_l1_h3_t30K_s372001"]);
