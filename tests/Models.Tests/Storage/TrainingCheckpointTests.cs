using FluentAssertions;
using Repro.Models.Storage;
using Repro.Models.Training;
using Xunit;

namespace Repro.Models.Tests.Storage;

[Trait(Tier.Name, Tier.Fast)]
public sealed class TrainingCheckpointTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(23)]
    [InlineData(100)]
    public void SaveAndLoad_GiveBackEveryBit(int steps)
    {
        using var folder = new TemporaryFolder();
        var saved = Samples.Checkpoint(steps);

        saved.Save(folder["c"]);
        var loaded = TrainingCheckpoint.Load(folder["c"], Samples.Identity);

        loaded.Identity.Should().Be(Samples.Identity);
        loaded.Parameters.Hash().Should().Be(saved.Parameters.Hash());
        loaded.Optimiser.Mean.Hash().Should().Be(saved.Optimiser.Mean.Hash());
        loaded.Optimiser.MeanSquare.Hash().Should().Be(saved.Optimiser.MeanSquare.Hash());
        loaded.Losses.Steps.Should().Be(steps);
        loaded.Losses.Samples.Should().Equal(saved.Losses.Samples);
        loaded.Losses.Latest().Should().Equal(saved.Losses.Latest());
        Samples.Bytes(loaded.Save).Should().Equal(File.ReadAllBytes(folder["c"]), "saving what was loaded writes the same file");
    }

    [Fact]
    public void Save_NamesTheMomentsAsPyTorchDoes()
    {
        using var reader = SafetensorsBytes.Reader(Samples.Bytes(Samples.Checkpoint().Save));

        reader.Count.Should().Be((3 * 38) + 1);
        reader["optimizer.exp_avg.blocks.0.attn.W_Q"].Shape.Should().Equal(2, 6, 3);
        reader["optimizer.exp_avg_sq.unembed.b_U"].Shape.Should().Equal(15);
        reader["training.losses"].Shape.Should().Equal(3);
    }

    [Fact]
    public void Load_AnotherTraining_IsRefusedWithBothValues()
    {
        var bytes = Samples.Bytes(Samples.Checkpoint().Save);

        Refusal(bytes, Samples.Identity with { Config = Samples.Config with { Heads = 3 } })
            .Should().MatchRegex("config is '.*\"heads\":2.*'; expected '.*\"heads\":3");
        Refusal(bytes, Samples.Identity with { Recipe = Samples.Recipe with { WeightDecay = 0.2 } })
            .Should().MatchRegex("recipe is '.*\"weightDecay\":0.1.*'; expected '.*\"weightDecay\":0.2");
        Refusal(bytes, Samples.Identity with { Recipe = Samples.Recipe with { Seed = 4 } })
            .Should().MatchRegex("recipe is '.*\"seed\":372001.*'; expected '.*\"seed\":4");
        Refusal(bytes, Samples.Identity with { Data = "made-up batches seed 6" })
            .Should().Contain("data is 'made-up batches seed 5'; expected 'made-up batches seed 6'");
    }

    [Theory]
    [InlineData("numerics", "2", "numerics is '2'; expected '1'")]
    [InlineData("step", "24", "state_sha256 is '")]
    [InlineData("step", "33", "tensor 'training.losses': shape is [3]; expected [4]")]
    [InlineData("latest_losses", "[1,2,3,4]", "latest_losses must hold the 5 latest losses after 23 steps")]
    [InlineData("latest_losses", "null", "is not valid")]
    [InlineData("latest_losses", "[1,2,3,4,1e999]", "latest_losses must hold")]
    [InlineData("latest_losses", "[1,2,3,4,\"5\"]", "is not valid")]
    [InlineData("latest_losses", "[1,2,3,4,5]", "state_sha256 is '")]
    [InlineData("state_sha256", "x", "state_sha256 is 'x'; expected '")]
    public void Load_MetadataThatDoNotFit_AreRefused(string key, string value, string reason)
    {
        var bytes = SafetensorsBytes.WithMetadata(Samples.Bytes(Samples.Checkpoint().Save), key, value);

        Refusal(bytes, Samples.Identity).Should().Contain(reason);
    }

    [Fact]
    public void Load_MomentThatIsNotFinite_IsRefusedByName()
    {
        var checkpoint = Samples.Checkpoint();
        var bytes = Samples.Bytes(checkpoint.Save);
        var losses = checkpoint.Losses.Samples.Count;
        BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - (4 * losses) - 4);

        Refusal(bytes, Samples.Identity).Should().Contain("tensor 'optimizer.exp_avg_sq.unembed.b_U': element 14 is NaN");
    }

    [Theory]
    [InlineData("blocks.1.mlp.b_in")]
    [InlineData("optimizer.exp_avg.embed.W_E")]
    [InlineData("optimizer.exp_avg_sq.ln_final.w")]
    [InlineData("training.losses")]
    public void Load_OneBitFlipped_IsRefusedByHash(string tensor)
    {
        var bytes = Samples.Bytes(Samples.Checkpoint().Save);
        using (var reader = SafetensorsBytes.Reader(bytes))
        {
            bytes[8 + SafetensorsBytes.HeaderLength(bytes) + reader[tensor].Start] ^= 1;
        }

        Refusal(bytes, Samples.Identity).Should().Contain("state_sha256 is '");
    }

    [Fact]
    public void Save_MomentThatIsNotFinite_IsRefused()
    {
        var checkpoint = Samples.Checkpoint();
        checkpoint.Optimiser.MeanSquare.Values[0] = float.PositiveInfinity;

        var save = () => Samples.Bytes(checkpoint.Save);

        save.Should().Throw<SafetensorsException>().WithMessage("*optimizer.exp_avg_sq.embed.W_E*");
    }

    private static string Refusal(byte[] bytes, TrainingIdentity expected)
    {
        using var reader = SafetensorsBytes.Reader(bytes);
        var load = () => TrainingCheckpoint.Read(reader, expected);
        return load.Should().Throw<SafetensorsException>().Which.Message;
    }
}
