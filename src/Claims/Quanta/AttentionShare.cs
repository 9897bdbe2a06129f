namespace Repro.Claims.Quanta;

/// <summary>How much of a head's attention goes to one position, on average over the questions.</summary>
/// <param name="Key">The position attended to.</param>
/// <param name="Share">Mean of the attention pattern there, 0 to 1.</param>
public readonly record struct AttentionShare(int Key, double Share);
