using Repro.Claims.Findings.NodeMaps;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-19: how many nodes a mixed model uses.</summary>
public sealed class MixedNodeCounts() : NodeCountClaim(
    "MIX-19",
    "By the authors' rule mixed models use as many nodes as published, to within half of that.",
    "heads and MLPs: mix_d5_l3_h4_t40K_s372001 45 and 21, mix_d6_l3_h4_t40K_s372001 54 and 26, of ins1_mix_d6_l3_h4 t40K_s372001 72 and 26, t40K_s173289 60 and 29, "
        + "t50K_s572091 79 and 29",
    "The tolerance of ADD-12, for its reasons. Numbers of our five models stand in results of MIX-14, which is older; they had not been set against the "
        + "published ones.",
    MixedModelsMapped.Small);
