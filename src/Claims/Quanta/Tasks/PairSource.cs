namespace Repro.Claims.Quanta.Tasks;

/// <summary>Which pairs of questions test a sub-task.</summary>
public enum PairSource
{
    /// <summary>Many random pairs that show the sub-task, and a null of donors with the same value in other operands.</summary>
    Sampled,

    /// <summary>
    /// The authors' one or two fixed pairs and no null. Unlike in their tool, the exact answer is expected in every test: also for ST,
    /// MT and GT, and with the right digit for ND and NB at the top.
    /// </summary>
    Published,
}
