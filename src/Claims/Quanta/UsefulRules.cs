namespace Repro.Claims.Quanta;

/// <summary>Applies a <see cref="UsefulRule"/>.</summary>
public static class UsefulRules
{
    /// <summary>
    /// 0.25 %. The classes share the questions equally, so a node that only one of up to 15 classes needs stays above it if it fails a
    /// twentieth of them; and nodes that break one or two of 600 questions, which another set of questions would not find again, stay
    /// below.
    /// </summary>
    public const double LeastShare = 0.0025;

    /// <summary>Whether a node with this effect is useful.</summary>
    public static bool Holds(this UsefulRule rule, NodeEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return rule switch
        {
            UsefulRule.EffectSize => effect.FailShare.Lower > LeastShare,
            UsefulRule.Published => effect.Fails > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, message: null),
        };
    }
}
