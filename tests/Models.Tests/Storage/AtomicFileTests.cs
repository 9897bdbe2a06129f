using System.Diagnostics;
using System.Net.Sockets;
using FluentAssertions;
using Repro.Models.Storage;
using Xunit;

namespace Repro.Models.Tests.Storage;

[Trait(Tier.Name, Tier.Fast)]
public sealed class AtomicFileTests
{
    private const string FullDevice = "/dev/full";
    private const string ReadOnlyFolder = "/sys/kernel";

    private static readonly byte[] Old = [1, 2, 3];
    private static readonly byte[] New = [4, 5, 6, 7];

    [Fact]
    public void Write_NewAndExistingTarget_HoldsTheNewBytesAndNothingElseRemains()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.Write(folder["f"], stream => stream.Write(Old));
        File.ReadAllBytes(folder["f"]).Should().Equal(Old);
        AtomicFile.Write(folder["f"], stream => stream.Write(New));

        File.ReadAllBytes(folder["f"]).Should().Equal(New);
        Directory.GetFileSystemEntries(folder.Root).Should().Equal(folder["f"]);
    }

    [Fact]
    public void Write_RelativePath_WritesIntoTheCurrentFolder()
    {
        var name = $"atomic-{Environment.ProcessId}.tmp";
        try
        {
            AtomicFile.Write(name, stream => stream.Write(New));
            File.ReadAllBytes(Path.Combine(Environment.CurrentDirectory, name)).Should().Equal(New);
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void Write_WhileItIsUnderWay_ShowsTheOldFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["f"], Old);

        AtomicFile.Write(folder["f"], stream =>
        {
            stream.Write(New);
            stream.Flush();
            File.ReadAllBytes(folder["f"]).Should().Equal(Old);
            Directory.GetFiles(folder.Root).Should().HaveCount(2, "the temporary file lies in the target's folder, or renaming could mean copying");
        });

        File.ReadAllBytes(folder["f"]).Should().Equal(New);
    }

    [Fact]
    public void Write_FailureInTheMiddle_KeepsTheOldFileAndPassesTheErrorOn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["f"], Old);

        var write = () => AtomicFile.Write(folder["f"], stream =>
        {
            stream.Write(New);
            throw new InvalidOperationException("half way");
        });

        write.Should().Throw<InvalidOperationException>().WithMessage("half way");
        File.ReadAllBytes(folder["f"]).Should().Equal(Old);
        Directory.GetFileSystemEntries(folder.Root).Should().Equal(folder["f"]);
    }

    [SkippableFact]
    public void Write_DiskFull_KeepsTheOldFileAndSaysSo()
    {
        Skip.IfNot(File.Exists(FullDevice), "Needs /dev/full, which Linux has: every write to it meets a full disk.");
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["f"], Old);

        var write = () => AtomicFile.Write(folder["f"], stream =>
        {
            stream.Write(New);
            using var full = new FileStream(FullDevice, FileMode.Open, FileAccess.Write);
            full.Write(New);
            full.Flush();
        });

        write.Should().Throw<IOException>().WithMessage($"Cannot write '{folder["f"]}': No space left on device*unchanged.");
        File.ReadAllBytes(folder["f"]).Should().Equal(Old);
        Directory.GetFileSystemEntries(folder.Root).Should().Equal(folder["f"]);
    }

    [Fact]
    public void Write_FolderThatTakesNoFiles_GivesAnErrorNamingTheTarget()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["file"], Old);
        Directory.CreateDirectory(folder["folder"]);

        // Permissions do not bind an administrator; these bind everyone.
        foreach (var target in new[] { folder["file/inside"], folder["missing/inside"], folder["folder"], Path.GetPathRoot(folder.Root)! })
        {
            var write = () => AtomicFile.Write(target, stream => stream.Write(New));
            write.Should().Throw<IOException>().WithMessage($"Cannot write '{target}': *");
        }

        File.ReadAllBytes(folder["file"]).Should().Equal(Old);
        Directory.GetFileSystemEntries(folder["folder"]).Should().BeEmpty();
    }

    [SkippableFact]
    public void Write_ReadOnlyFolder_GivesAnErrorNamingTheTarget()
    {
        Skip.IfNot(Directory.Exists(ReadOnlyFolder), $"Needs {ReadOnlyFolder}, which Linux has: nobody can make a file there.");
        const string Target = ReadOnlyFolder + "/model.safetensors";

        var write = () => AtomicFile.Write(Target, stream => stream.Write(New));

        write.Should().Throw<IOException>().WithMessage($"Cannot write '{Target}': *");
    }

    [Fact]
    public void RemoveLeftovers_FilesOfKilledWriters_AreRemovedAndNoOthers()
    {
        using var folder = new TemporaryFolder();
        string[] others = ["f", ".f.tmp", ".f..tmp", ".f.notes.tmp", ".f2.1-1.tmp", "f.1-1.tmp", ".f.1-1.tmp.bak"];
        foreach (var name in (string[])[.. others, ".f.1-1.tmp", ".f.22-333.tmp"])
        {
            File.WriteAllBytes(folder[name], Old);
        }

        AtomicFile.RemoveLeftovers(folder["f"]);
        AtomicFile.RemoveLeftovers(folder["missing/f"]);

        Directory.GetFiles(folder.Root).Select(Path.GetFileName).Should().BeEquivalentTo(others);
    }

    // Only asked, never written: where this test fails no device is harmed.
    [SkippableTheory]
    [InlineData("/dev/null")]
    [InlineData("/dev/not-there")]
    [InlineData("/dev/pts/0")]
    public void RequireReplaceable_AmongTheDevices_IsRefused(string target)
    {
        Skip.IfNot(File.Exists("/dev/null"), "Needs /dev.");

        FluentActions.Invoking(() => AtomicFile.RequireReplaceable(target)).Should().Throw<IOException>()
            .WithMessage($"Cannot write '{target}': it is a device, a pipe or a socket, not a file.");
    }

    [SkippableFact]
    public async Task RequireReplaceable_PipeOrSocket_IsRefusedAndSoIsWriting()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs pipes and sockets in folders.");
        using var folder = new TemporaryFolder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["socket"]));
        using (var make = Process.Start("mkfifo", [folder["pipe"]]))
        {
            await make.WaitForExitAsync();
        }

        foreach (var target in new[] { folder["pipe"], folder["socket"] })
        {
            FluentActions.Invoking(() => AtomicFile.RequireReplaceable(target)).Should().Throw<IOException>().WithMessage($"Cannot write '{target}': it is a device*");
            FluentActions.Invoking(() => AtomicFile.Write(target, stream => stream.Write(New))).Should().Throw<IOException>().WithMessage($"Cannot write '{target}': it is a device*");
        }

        Directory.GetFileSystemEntries(folder.Root).Should().HaveCount(2);
    }

    [Fact]
    public void RequireReplaceable_FileOrNothing_IsNotRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["empty"], []);
        File.WriteAllBytes(folder["read only"], Old);
        File.SetAttributes(folder["read only"], FileAttributes.ReadOnly);
        File.WriteAllBytes(folder["open"], Old);
        using var open = new FileStream(folder["open"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        foreach (var target in new[] { folder["empty"], folder["read only"], folder["open"], folder["missing"], "/dev/shm/not-there" })
        {
            FluentActions.Invoking(() => AtomicFile.RequireReplaceable(target)).Should().NotThrow(target);
        }

        File.SetAttributes(folder["read only"], FileAttributes.Normal);
    }

    [Fact]
    public void Write_ManyWritersAtOnce_LeaveOneWholeFile()
    {
        using var folder = new TemporaryFolder();
        const int Length = 100_000;

        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer => AtomicFile.Write(folder["f"], stream =>
        {
            var part = new byte[Length / 10];
            Array.Fill(part, (byte)writer);
            for (var i = 0; i < 10; i++)
            {
                stream.Write(part);
            }
        }));

        var bytes = File.ReadAllBytes(folder["f"]);
        bytes.Should().HaveCount(Length);
        bytes.Distinct().Should().ContainSingle("one writer's bytes, not a mixture");
        Directory.GetFileSystemEntries(folder.Root).Should().Equal(folder["f"]);
    }

    [Fact]
    public void Write_TwoWritersInterleaved_EachWritesItsOwnFile()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.Write(folder["f"], outer =>
        {
            outer.Write(Old);
            AtomicFile.Write(folder["f"], inner => inner.Write(New));
            File.ReadAllBytes(folder["f"]).Should().Equal(New);
            outer.Write(Old);
        });

        File.ReadAllBytes(folder["f"]).Should().Equal([.. Old, .. Old]);
    }
}
