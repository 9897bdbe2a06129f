using System.Reflection;
using System.Runtime.CompilerServices;
using FluentAssertions;
using Xunit;
using Xunit.Sdk;

namespace Repro.Claims.Tests.Snapshots;

/// <summary>A snapshot that no test makes any more checks nothing: it has to go.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class CommittedSnapshotsTests
{
    [Fact]
    public void EveryVerifiedFile_HasItsTestBesideIt()
    {
        var files = VerifiedFiles();

        files.Should().NotBeEmpty();
        files.Select(Orphan).Where(reason => reason is not null).Should().BeEmpty();
    }

    [Fact]
    public void EveryVerifiedFile_KeepsTheFileConvention()
    {
        foreach (var file in VerifiedFiles())
        {
            var bytes = File.ReadAllBytes(file);

            bytes.Should().StartWith([0xEF, 0xBB, 0xBF], file);
            bytes.Should().NotContain((byte)'\r', file);
            bytes[^1].Should().NotBe((byte)'\n', file);
        }
    }

    [Fact]
    public void Orphan_FileWithItsTest_IsNone() =>
        Orphan(Path.Combine(Folder(), "CommittedSnapshotsTests.EveryVerifiedFile_HasItsTestBesideIt.verified.txt")).Should().BeNull();

    [Theory]
    [InlineData("CommittedSnapshotsTests.Orphan.verified.txt", "no test Orphan")]
    [InlineData("CommittedSnapshotsTests.Gone.verified.txt", "no test Gone")]
    [InlineData("CommittedSnapshotsTests.Gone_model=add_d5.verified.txt", "no test Gone")]
    [InlineData("CommittedSnapshotsTests.Orphan_FileWithoutItsTest_IsNamedWithTheReason_name=gone.verified.txt", "no case gone")]
    [InlineData("NoSuchClass.Method.verified.txt", "no source file NoSuchClass.cs")]
    public void Orphan_FileWithoutItsTest_IsNamedWithTheReason(string name, string reason) =>
        Orphan(Path.Combine(Folder(), name)).Should().Contain(name).And.Contain(reason);

    /// <summary>Why a verified file has no test, or null.</summary>
    private static string? Orphan(string file)
    {
        var parts = Path.GetFileName(file).Split('.');
        if (!File.Exists(Path.Combine(Path.GetDirectoryName(file)!, parts[0] + ".cs")))
        {
            return $"{file}: no source file {parts[0]}.cs beside it";
        }

        // A case of a theory is told apart by "_parameter=value" behind the method's name.
        var (method, value) = parts[1].Split('=') is [var before, var after] ? (before[..before.LastIndexOf('_')], after) : (parts[1], null);
        var test = typeof(CommittedSnapshotsTests).Assembly.GetTypes()
            .Where(type => string.Equals(type.Name, parts[0], StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .FirstOrDefault(candidate => string.Equals(candidate.Name, method, StringComparison.Ordinal) && candidate.GetCustomAttribute<FactAttribute>() is not null);
        return test is null ? $"{file}: {parts[0]} has no test {method}"
            : value is null || test.GetCustomAttributes<DataAttribute>().SelectMany(cases => cases.GetData(test)).Any(row => string.Equals($"{row[0]}", value, StringComparison.Ordinal))
                ? null
                : $"{file}: {method} has no case {value}";
    }

    private static string[] VerifiedFiles()
    {
        var project = Path.GetDirectoryName(Folder())!;
        return [.. Directory.EnumerateFiles(project, "*.verified.*", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(project, file).StartsWith("bin", StringComparison.Ordinal))];
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
