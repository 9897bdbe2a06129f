using FluentAssertions;
using Repro.Models.Randomness;
using Xunit;

namespace Repro.Models.Tests.Randomness;

[Trait(Tier.Name, Tier.Fast)]
public sealed class PhiloxTests
{
    /// <summary>The known answers that the authors of the generator publish with it (Random123, philox4x32 with 10 rounds).</summary>
    [Fact]
    public void Block_KnownAnswers_AreMet()
    {
        Philox.Block(0, 0, 0, 0, 0).Should().Be((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u));
        Philox.Block(ulong.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue)
            .Should().Be((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu));
        Philox.Block(0x299f31d0_a4093822, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344)
            .Should().Be((0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u));
    }

    [Fact]
    public void Block_OneInputBitFlipped_FlipsHalfTheOutputBits()
    {
        var flips = 0;
        const int Counters = 200;
        for (var counter = 0u; counter < Counters; counter++)
        {
            var whole = Philox.Block(0x0123456789ABCDEF, counter, 1, 2, 3);
            for (var bit = 0; bit < 64; bit++)
            {
                flips += Differing(whole, Philox.Block(0x0123456789ABCDEF ^ (1UL << bit), counter, 1, 2, 3));
            }

            for (var bit = 0; bit < 32; bit++)
            {
                flips += Differing(whole, Philox.Block(0x0123456789ABCDEF, counter ^ (1u << bit), 1, 2, 3));
                flips += Differing(whole, Philox.Block(0x0123456789ABCDEF, counter, 1 ^ (1u << bit), 2, 3));
                flips += Differing(whole, Philox.Block(0x0123456789ABCDEF, counter, 1, 2 ^ (1u << bit), 3));
                flips += Differing(whole, Philox.Block(0x0123456789ABCDEF, counter, 1, 2, 3 ^ (1u << bit)));
            }
        }

        const int Bits = Counters * (64 + 128) * 128;
        flips.Should().BeCloseTo(Bits / 2, (uint)(5 * Math.Sqrt(Bits) / 2), "that is five standard deviations of a fair coin");
    }

    private static int Differing((uint A, uint B, uint C, uint D) x, (uint A, uint B, uint C, uint D) y) =>
        System.Numerics.BitOperations.PopCount(x.A ^ y.A) + System.Numerics.BitOperations.PopCount(x.B ^ y.B)
        + System.Numerics.BitOperations.PopCount(x.C ^ y.C) + System.Numerics.BitOperations.PopCount(x.D ^ y.D);
}
