using Xunit;

namespace Repro.Claims.Tests;

/// <summary>Tests that take hours and run only where the environment variable REPRO_TIER asks for them.</summary>
internal static class FullTier
{
    private const string Variable = "REPRO_TIER";
    private const string Asked = "full";

    /// <summary>Skips the calling test, which must be skippable, unless the variable is "full".</summary>
    /// <param name="cost">What it does and how long it takes.</param>
    public static void SkipUnlessAsked(string cost)
    {
        var tier = Environment.GetEnvironmentVariable(Variable);
        Skip.If(
            string.IsNullOrEmpty(tier),
            $"{cost}; '{Variable}={Asked} dotnet test -c Release --filter {Tier.Name}={Tier.Full}' does it.");
        if (!string.Equals(tier, Asked, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{Variable}={tier}: unknown; use {Asked}, or leave it unset.");
        }
    }
}
