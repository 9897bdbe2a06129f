namespace Repro.Models.Randomness;

/// <summary>
/// The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
/// Block n of a key needs no block before it, so any part of a stream can be made anywhere, in any order, on any thread.
/// </summary>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint KeyStep0 = 0x9E3779B9;
    private const uint KeyStep1 = 0xBB67AE85;

    /// <summary>The four 32-bit words of one 128-bit counter under one 64-bit key.</summary>
    public static (uint A, uint B, uint C, uint D) Block(ulong key, uint c0, uint c1, uint c2, uint c3)
    {
        var k0 = (uint)key;
        var k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 += KeyStep0;
            k1 += KeyStep1;
        }

        return (c0, c1, c2, c3);
    }
}
