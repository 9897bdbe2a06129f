using Repro.Claims.Findings.NodeMaps;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-12: how many nodes an addition model uses.</summary>
public sealed class NodeCounts() : NodeCountClaim(
    "ADD-12",
    "By the authors' rule addition models use as many nodes as published, to within half of that.",
    "heads and MLPs: add_d5_l2_h3_t15K_s372001 30 and 16, of add_d6_l2_h3 t15K_s372001 31 and 17, t20K_s173289 28 and 17, t20K_s572091 35 and 17; 51 to 151 together from 7 to 15 digits",
    "By the authors' rule a node is useful if its ablation, by the mean of layer 0, fails a single question, so the number depends on the questions, "
        + "which are not published; our models are narrower. Hence a wide tolerance.",
    AdditionModelsMapped.EverySize);
