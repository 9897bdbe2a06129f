namespace Repro.Models.Tests;

internal static class Tier
{
    public const string Name = "Tier";
    public const string Fast = "fast";
    public const string Claim = "claim";
    public const string Train = "train";
    public const string Gpu = "gpu";
}
