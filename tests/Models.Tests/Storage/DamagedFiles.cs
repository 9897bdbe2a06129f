using Repro.Models.Randomness;

namespace Repro.Models.Tests.Storage;

/// <summary>What tests of damaged files have in common: loading that may fail in any way and is watched for memory, and bits to flip.</summary>
internal static class DamagedFiles
{
    /// <summary>What a file may cost in memory beyond its own size.</summary>
    public const long Slack = 1 << 20;

    /// <summary>Loads a file: the exception, if any, and the bytes allocated.</summary>
    public static (Exception? Error, long Allocated) Load(Action<byte[]> loader, byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = null;
        try
        {
            loader(file);
        }
#pragma warning disable CA1031 // The test is about which exceptions come out at all.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e;
        }

        return (error, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>
    /// Loads every file, whole and cut: the runtime's own one-time costs (JSON contracts, exception texts) are not what a file can cause again
    /// and again.
    /// </summary>
    public static void WarmUp(IEnumerable<Action<byte[]>> loaders, byte[][] whole)
    {
        foreach (var loader in loaders)
        {
            foreach (var file in whole)
            {
                Load(loader, file);
                Load(loader, file[..^1]);
            }
        }
    }

    /// <summary>A copy with so many bits flipped from one place to before another.</summary>
    public static byte[] FlipBits(byte[] file, int start, int end, int count, ref RandomSequence draws)
    {
        var changed = (byte[])file.Clone();
        for (; count > 0; count--)
        {
            changed[start + draws.NextBelow(end - start)] ^= (byte)(1 << draws.NextBelow(8));
        }

        return changed;
    }
}
