using Repro.Claims.Findings.NodeMaps;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-20: in mixed models the last layer's MLP goes from one carry or borrow to the other in a step.</summary>
public sealed class MixedCombiner() : SteppedCombinerClaim(
    "MIX-20",
    "In mixed models too, while the input of the last layer's MLP goes from one resolved carry or borrow to the other, the digit changes at one point of the way, "
    + "much the same for most questions: in sums, in differences and in negative differences.",
    "the authors' re-tests: a step at alpha 0.5 to 0.75, in mixed models as in those of addition",
    "The criterion of ADD-23, for its reasons, at every digit of every kind of question.",
    MixedModelsMapped.All,
    PlantedCircuit.OfAllKinds(),
    controls: []);
