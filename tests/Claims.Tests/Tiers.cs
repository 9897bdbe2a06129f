namespace Repro.Claims.Tests;

/// <summary>Names and values of the trait that says what a test costs.</summary>
internal static class Tier
{
    public const string Name = "Tier";
    public const string Fast = "fast";
    public const string Claim = "claim";
    public const string Train = "train";
    public const string Full = "full";
}
