using Repro.Models.Numerics;

namespace Repro.Models.Randomness;

/// <summary>
/// A sequence of random numbers named by (seed, purpose, major, minor), for instance (model seed, training data, step, row).
/// Two different names give independent sequences; the same name always gives the same one.
/// </summary>
public struct RandomSequence
{
    private readonly ulong _seed;
    private readonly uint _purpose;
    private readonly uint _major;
    private readonly uint _minor;
    private uint _block;
    private int _used;
    private (uint A, uint B, uint C, uint D) _words;

    /// <summary>Names a sequence; drawing from it starts at its first number.</summary>
    public RandomSequence(ulong seed, StreamPurpose purpose, uint major = 0, uint minor = 0)
    {
        _seed = seed;
        _purpose = (uint)purpose;
        _major = major;
        _minor = minor;
        _used = 4;
    }

    /// <summary>32 uniform bits.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            _words = Philox.Block(_seed, _block++, _minor, _major, _purpose);
            _used = 0;
        }

        return _used++ switch
        {
            0 => _words.A,
            1 => _words.B,
            2 => _words.C,
            _ => _words.D,
        };
    }

    /// <summary>A whole number in 0 … <paramref name="exclusive"/> − 1, each equally likely (Lemire's multiplication with rejection).</summary>
    public int NextBelow(int exclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusive);
        var bound = (uint)exclusive;
        var product = (ulong)NextUInt32() * bound;
        if ((uint)product < bound)
        {
            var threshold = (0u - bound) % bound;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Puts values into a random order, each equally likely (Fisher and Yates, from the end).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var other = NextBelow(i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    /// <summary>A double in (0, 1): an odd multiple of 2⁻⁵³, so never 0 and never 1.</summary>
    public double NextOpenUnit()
    {
        var high = (ulong)NextUInt32() << 32;
        var bits = (high | NextUInt32()) >> 12;
        return ((bits << 1) | 1) * (1.0 / (1UL << 53));
    }

    /// <summary>True with probability <paramref name="probability"/>.</summary>
    public bool NextBool(double probability) => NextOpenUnit() < probability;

    /// <summary>A draw from the standard normal distribution, by inversion: one uniform number gives one normal number.</summary>
    public double NextGaussian() => NormalQuantile.Of(NextOpenUnit());
}
