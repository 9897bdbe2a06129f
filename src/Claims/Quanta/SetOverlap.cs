namespace Repro.Claims.Quanta;

/// <summary>How far another set of questions finds the same useful nodes.</summary>
/// <param name="QuestionSeed">Seed of the other set.</param>
/// <param name="Questions">Questions of it that the model answers right.</param>
/// <param name="Useful">Useful nodes by it.</param>
/// <param name="Shared">Nodes useful by both sets.</param>
/// <param name="Jaccard">Shared nodes by nodes useful by either, 0 to 1; 1 where neither finds any.</param>
public sealed record SetOverlap(ulong QuestionSeed, int Questions, int Useful, int Shared, double Jaccard);
