using FluentAssertions;
using Repro.Models.Hub;
using Xunit;

namespace Repro.Models.Tests.Hub;

[Trait(Tier.Name, Tier.Fast)]
public sealed class CacheFolderTests
{
    [Theory]
    [InlineData("/own", "/shared", "/own")]
    [InlineData(null, "/shared", "/shared/repro")]
    [InlineData("", "/shared", "/shared/repro")]
    [InlineData(null, "relative", "/home/me/.cache/repro")]
    [InlineData(null, null, "/home/me/.cache/repro")]
    public void Locate_TakesTheFirstThatIsSet(string? own, string? shared, string expected) =>
        CacheFolder.Locate(name => string.Equals(name, "REPRO_CACHE", StringComparison.Ordinal) ? own : shared, "/home/me").Should().Be(expected);

    [Fact]
    public void Locate_NoHomeAndNoVariable_NamesTheVariable() =>
        FluentActions.Invoking(() => CacheFolder.Locate(_ => null, "")).Should().Throw<DirectoryNotFoundException>().WithMessage("*REPRO_CACHE*");
}
