namespace Repro.Claims.Zoo;

/// <summary>The model that another one started from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ParametersSha256">SHA-256 of its parameters.</param>
public sealed record ZooParent(string Name, string ParametersSha256);
