using FluentAssertions;
using Xunit;

namespace Repro.Claims.Tests.Snapshots;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SnapshotComparerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("repro-snapshots-").FullName;

    private string Verified => Path.Combine(_folder, "Maps.Draw.verified.txt");

    private string Received => Path.Combine(_folder, "Maps.Draw.received.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Compare_NoSnapshot_WritesReceivedAndFailsAsNew()
    {
        var failure = FluentActions.Invoking(() => Compare("a\r\nb\r\n")).Should().Throw<SnapshotMismatchException>().Which.Message;

        File.ReadAllBytes(Received).Should().Equal(0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n', (byte)'b');
        File.Exists(Verified).Should().BeFalse();
        failure.Should().Contain($"Directory: {_folder}").And.Contain("New:").And.NotContain("NotEqual:")
            .And.Contain("Received: Maps.Draw.received.txt").And.Contain("Verified: Maps.Draw.verified.txt").And.Contain("a\nb");
    }

    [Fact]
    public void Compare_OtherText_WritesReceivedKeepsVerifiedAndShowsBoth()
    {
        File.WriteAllText(Verified, "before");

        var failure = FluentActions.Invoking(() => Compare("after")).Should().Throw<SnapshotMismatchException>().Which.Message;

        failure.Should().Contain("NotEqual:").And.NotContain("New:").And.Contain("before").And.Contain("after");
        File.ReadAllText(Verified).Should().Be("before");
        File.ReadAllText(Received).Should().Be("after");
    }

    [Theory]
    [InlineData("x\ny")]
    [InlineData("x\r\ny")]
    [InlineData("\uFEFFx\ny")]
    [InlineData("x\ny\n")]
    public void Compare_SameText_PassesAndDeletesAStaleReceived(string content)
    {
        File.WriteAllText(Verified, content);
        File.WriteAllText(Received, "stale");

        Compare("x\ny");

        File.Exists(Received).Should().BeFalse();
    }

    [Theory]
    [InlineData("x ")]
    [InlineData("X")]
    [InlineData("\nx")]
    public void Compare_AlmostTheSameText_Fails(string content)
    {
        File.WriteAllText(Verified, content);

        FluentActions.Invoking(() => Compare("x")).Should().Throw<SnapshotMismatchException>();
    }

    [Fact]
    public void Compare_Accepting_WritesVerifiedInTheConvention()
    {
        File.WriteAllText(Verified, "old");
        File.WriteAllText(Received, "stale");

        Compare("n\u00E9w\r\n", ("REPRO_ACCEPT", "1"));

        File.ReadAllBytes(Verified).Should().Equal(0xEF, 0xBB, 0xBF, (byte)'n', 0xC3, 0xA9, (byte)'w');
        File.Exists(Received).Should().BeFalse();
    }

    [Fact]
    public void Compare_AcceptingUnderCi_IsRefused()
    {
        FluentActions.Invoking(() => Compare("text", ("REPRO_ACCEPT", "1"), ("CI", "true")))
            .Should().Throw<SnapshotMismatchException>().WithMessage("*REPRO_ACCEPT=1 is refused*");

        Directory.EnumerateFiles(_folder).Should().BeEmpty();
    }

    private void Compare(string text, params (string Name, string Value)[] variables) =>
        new SnapshotComparer(name => variables.FirstOrDefault(variable => string.Equals(variable.Name, name, StringComparison.Ordinal)).Value)
            .Compare(_folder, "Maps.Draw", "txt", text);
}
