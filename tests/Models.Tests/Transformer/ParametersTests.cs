using FluentAssertions;
using Repro.Models.Tests.Storage;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Transformer;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ParametersTests
{
    [Fact]
    public void Initialise_PaperModel_DrawsWeightsNormallyAndLeavesBiasesZeroAndNormsOne()
    {
        var parameters = Parameters.Initialise(ParameterLayoutTests.Arithmetic(5, 1, 3), 372_001);

        const double Deviation = 0.035424; // 0.8 / √510
        foreach (var spec in parameters.Layout.All)
        {
            var values = parameters[spec].ToArray();
            if (spec.Name.EndsWith(".w", StringComparison.Ordinal))
            {
                values.Should().OnlyContain(value => value == 1, spec.Name);
            }
            else if (spec.Name.Contains("b_", StringComparison.Ordinal) || spec.Name.EndsWith(".b", StringComparison.Ordinal))
            {
                values.Should().OnlyContain(value => value == 0, spec.Name);
            }
            else
            {
                // Five standard deviations of the mean and of the mean square of n draws.
                var mean = values.Average(value => (double)value);
                var square = values.Average(value => (double)value * value);
                mean.Should().BeApproximately(0, 5 * Deviation / Math.Sqrt(values.Length), spec.Name);
                square.Should().BeApproximately(Deviation * Deviation, 5 * Deviation * Deviation * Math.Sqrt(2.0 / values.Length), spec.Name);
            }
        }
    }

    [Fact]
    public void Initialise_SeedTensorAndElement_FixTheValue()
    {
        var first = Parameters.Initialise(Samples.Config, 1);

        Parameters.Initialise(Samples.Config, 1).Hash().Should().Be(first.Hash());
        Parameters.Initialise(Samples.Config, 2).Hash().Should().NotBe(first.Hash());
        first["blocks.0.attn.W_Q"].ToArray().Should().NotIntersectWith(first["blocks.0.attn.W_K"].ToArray());
        first["blocks.0.attn.W_Q"].ToArray().Should().NotIntersectWith(first["blocks.1.attn.W_Q"].ToArray());

        // Another context length takes another number of draws for W_pos and leaves every other tensor as it is.
        var longer = Parameters.Initialise(Samples.Config with { Context = 9 }, 1);
        longer["unembed.W_U"].ToArray().Should().Equal(first["unembed.W_U"].ToArray());
    }

    /// <summary>
    /// Generator, normal quantile, scale and layout in one literal: if it changes, so do the bits of every training, and
    /// <see cref="Repro.Models.Numerics.NumericsVersion"/> must be raised.
    /// </summary>
    [Fact]
    public void Initialise_SmallModel_HasTheRecordedHash() =>
        Parameters.Initialise(Samples.Config, 372_001).Hash().Should().Be("9281c0ada15918f6c28091825f3922d1455c36c758cb0a810086ca8ed2c66e46");

    [Fact]
    public void Clone_ChangedAfterwards_LeavesTheOriginal()
    {
        var original = Parameters.Initialise(Samples.Config, 1);
        var hash = original.Hash();

        var clone = original.Clone();
        clone.Hash().Should().Be(hash);
        clone.Values[0]++;

        original.Hash().Should().Be(hash);
        clone.Hash().Should().NotBe(hash);
    }

    [Fact]
    public void Indexer_NameAndSpec_AreTheSameElementsOfTheBuffer()
    {
        var parameters = new Parameters(new ParameterLayout(Samples.Config));
        var spec = parameters.Layout["blocks.1.mlp.b_out"];

        parameters["blocks.1.mlp.b_out"][2] = 5;

        parameters[spec][2].Should().Be(5);
        parameters.Values[spec.Offset + 2].Should().Be(5);
    }

    /// <summary>SHA-256 of four zero bytes per parameter, as any tool computes it.</summary>
    [Fact]
    public void Hash_Zeros_IsTheSha256OfTheBytes()
    {
        var parameters = new Parameters(new ParameterLayout(Samples.Config));

        parameters.Hash().Should().Be(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(new byte[4 * parameters.Layout.Count])));
    }
}
