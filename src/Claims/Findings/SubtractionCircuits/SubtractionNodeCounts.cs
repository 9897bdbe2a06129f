using Repro.Claims.Findings.NodeMaps;

namespace Repro.Claims.Findings.SubtractionCircuits;

/// <summary>SUB-05: how many nodes a subtraction model uses.</summary>
public sealed class SubtractionNodeCounts() : NodeCountClaim(
    "SUB-05",
    "By the authors' rule models of subtraction only use as many nodes as published, to within half of that.",
    "heads and MLPs: sub_d5_l2_h3_t30K_s372001 57 and 20, of sub_d6_l2_h3_t30K s372001 37 and 21, s572091 58 and 21; 91 to 138 together from 8 to 12 digits",
    "The tolerance of ADD-12, for its reasons. Of models that err, as the published one of 5 digits does, only the questions count that they answer right.",
    SubtractionModels.All);
