using Repro.Claims.Findings.NodeMaps;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-23: the last layer's MLP goes from one carry to the other in a step.</summary>
public sealed class SteppedCombiner() : SteppedCombinerClaim(
    "ADD-23",
    "While the input of the last layer's MLP goes from one resolved carry to the other, the digit changes at one point of the way, much the same for most "
    + "questions.",
    "the authors' re-tests: interpolating the carry input of the last layer's MLP gives a step at alpha 0.5 to 0.75; models of 5, 6, 8, 10 and 13 digits",
    "Most questions, at every digit. The published range of alpha is a quarter of the way wide, so that is what counts as one point; changes spread evenly "
        + "over the way would give little more than 0.25. Which carry the published alpha starts from is not said, so where the quarter lies is given and not "
        + "judged. Logits that move along straight lines change places once as well: how steep they are is given beside it.",
    AdditionModelsMapped.EverySize,
    new PlantedCircuit(),
    [new UntrainedCircuit()]);
