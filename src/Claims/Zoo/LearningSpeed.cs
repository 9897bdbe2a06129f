namespace Repro.Claims.Zoo;

/// <summary>How fast a model learnt, read from its stored loss curve.</summary>
public static class LearningSpeed
{
    /// <summary>
    /// The first stored step from which on all stored losses lie below a threshold; null where the last one does not. A curve holds one step
    /// in <see cref="ZooLosses.Every"/>, so what happens between is not seen, and two curves are told apart no finer than the coarser one.
    /// </summary>
    /// <param name="losses">The curve.</param>
    /// <param name="threshold">A loss, above 0.</param>
    /// <exception cref="ArgumentException">The threshold is not a number above 0.</exception>
    public static int? StepsBelow(ZooLosses losses, double threshold)
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (!(threshold > 0 && double.IsFinite(threshold)))
        {
            throw new ArgumentException($"The threshold is {threshold}; it must be a number above 0.");
        }

        var first = losses.Values.Length;
        while (first > 0 && losses.Values[first - 1] < threshold)
        {
            first--;
        }

        return first < losses.Values.Length ? first * losses.Every : null;
    }
}
