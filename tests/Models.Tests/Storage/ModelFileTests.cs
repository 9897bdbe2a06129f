using FluentAssertions;
using Repro.Models.Storage;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Storage;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ModelFileTests
{
    [Fact]
    public void SaveAndLoad_GiveBackEverything()
    {
        using var folder = new TemporaryFolder();
        var saved = Samples.Model();

        saved.Save(folder["m.safetensors"]);
        var loaded = ModelFile.Load(folder["m.safetensors"], Samples.Config);

        loaded.Parameters.Layout.Config.Should().Be(Samples.Config);
        loaded.Parameters.Hash().Should().Be(saved.Parameters.Hash());
        (loaded with { Parameters = saved.Parameters }).Should().Be(saved);
    }

    [Fact]
    public void SaveAndLoad_ConfigOfGpt2sKind_GiveBackEverything()
    {
        var config = Samples.Config with { Activation = Activation.GeluTanh, TiedUnembedding = true, LayerNormEpsilon = 3e-6f, InitialisationGain = 0.1 };
        var saved = Samples.Model() with { Parameters = Parameters.Initialise(config, 9) };

        using var reader = SafetensorsBytes.Reader(Samples.Bytes(saved.Save));
        var loaded = ModelFile.Read(reader);

        loaded.Parameters.Layout.Config.Should().Be(config);
        loaded.Parameters.Hash().Should().Be(saved.Parameters.Hash());
    }

    [Fact]
    public void Save_Twice_GivesTheSameBytes() => Samples.Bytes(Samples.Model().Save).Should().Equal(Samples.Bytes(Samples.Model().Save));

    [Fact]
    public void Save_HoldsTransformerLensNamesInLayoutOrderAndTheWholeStory()
    {
        using var reader = SafetensorsBytes.Reader(Samples.Bytes(Samples.Model().Save));

        reader.Tensors.OrderBy(tensor => tensor.Start).Select(tensor => tensor.Name)
            .Should().Equal(new ParameterLayout(Samples.Config).All.Select(spec => spec.Name));
        reader.Metadata.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["config"] = """{"layers":2,"heads":2,"dModel":6,"dHead":3,"dMlp":8,"context":7,"vocabulary":15,"activation":"Relu","layerNormEpsilon":1E-05,"tiedUnembedding":false,"initialisationGain":0.8}""",
            ["data"] = Samples.Data,
            ["initialisation"] = "random",
            ["format"] = "repro model 1",
            ["name"] = "add_d5_l2_h3_t15K_s372001",
            ["numerics"] = "1",
            ["parameters_sha256"] = Samples.Model().Parameters.Hash(),
            ["recipe"] = """{"steps":100,"learningRate":0.002,"warmUpSteps":10,"warmUpStart":0.01,"finalShare":0.02,"batchSize":4,"beta1":0.9,"beta2":0.98,"epsilon":1E-08,"weightDecay":0.1,"seed":372001}""",
            ["seed"] = "372001",
            ["step"] = "100",
        });
    }

    [Theory]
    [InlineData("numerics", "7", "numerics is '7'; expected '1'")]
    [InlineData("format", "repro model 2", "format is 'repro model 2'; expected 'repro model 1'")]
    [InlineData("seed", "3", "seed is '3'; expected '372001'")]
    [InlineData("parameters_sha256", "00ff", "parameters_sha256 is '00ff'; expected '")]
    [InlineData("step", "101", "step is '101'; expected 0 to 100")]
    [InlineData("step", "-1", "step is '-1'; expected 0 to 100")]
    [InlineData("config", "{}", "config '{}' is not valid")]
    [InlineData("config", "null", "config is null")]
    [InlineData("config", "{\"layers\":2,\"layers\":2}", "is not valid")]
    [InlineData("config", """{"layers":0,"heads":2,"dModel":6,"dHead":3,"dMlp":8,"context":7,"vocabulary":15}""", "Layers is 0; it must lie in 1 to 256")]
    [InlineData("config", """{"layers":256,"heads":2,"dModel":6,"dHead":3,"dMlp":8,"context":7,"vocabulary":15}""", "the config has 256 layers, but the file has only 38 tensors")]
    [InlineData("config", """{"layers":1,"heads":256,"dModel":65536,"dHead":4096,"dMlp":8,"context":7,"vocabulary":15}""", "more than 536870911 parameters")]
    [InlineData("config", """{"layers":2,"heads":2,"dModel":8,"dHead":3,"dMlp":8,"context":7,"vocabulary":15}""", "tensor 'embed.W_E': shape is [15, 6]; expected [15, 8]")]
    [InlineData("config", """{"layers":1,"heads":2,"dModel":6,"dHead":3,"dMlp":8,"context":7,"vocabulary":15}""", "tensor 'blocks.1.ln1.w': the file has 38 tensors; expected 22")]
    [InlineData("config", """{"layers":2,"heads":2,"dModel":6,"dHead":3,"dMlp":8,"context":7,"vocabulary":15,"activation":"Swish"}""", "is not valid")]
    [InlineData("recipe", """{"steps":0,"learningRate":0.002,"warmUpSteps":10,"seed":372001}""", "Steps is 0; it must be 1 or more")]
    public void Load_MetadataThatDoNotFit_AreRefusedWithBothValues(string key, string value, string reason)
    {
        var bytes = SafetensorsBytes.WithMetadata(Samples.Bytes(Samples.Model().Save), key, value);

        Refusal(bytes).Message.Should().StartWith(SafetensorsBytes.File).And.Contain(reason);
    }

    [Theory]
    [InlineData("numerics")]
    [InlineData("config")]
    [InlineData("name")]
    [InlineData("parameters_sha256")]
    public void Load_MetadataMissing_AreRefusedByName(string key)
    {
        using var reader = SafetensorsBytes.Reader(SafetensorsBytes.Of("{}", 0));
        var complete = Samples.Bytes(Samples.Model().Save);
        var header = SafetensorsBytes.Header(complete).Replace($"\"{key}\":", $"\"other {key}\":", StringComparison.Ordinal);
        byte[] bytes = [.. SafetensorsBytes.Of(header, 0), .. complete[(8 + SafetensorsBytes.HeaderLength(complete))..]];

        Refusal(bytes).Reason.Should().Be($"the metadata lack '{key}'.");
    }

    [Fact]
    public void Load_AnotherConfigThanExpected_IsRefusedWithBoth()
    {
        using var reader = SafetensorsBytes.Reader(Samples.Bytes(Samples.Model().Save));

        var load = () => ModelFile.Read(reader, Samples.Config with { DMlp = 16 });

        load.Should().Throw<SafetensorsException>().WithMessage("*config is *\"dMlp\":8*expected*\"dMlp\":16*");
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Load_ParameterThatIsNotFinite_IsRefusedByTensorAndElement(float value, string text)
    {
        var model = Samples.Model();
        var bytes = Samples.Bytes(model.Save);
        var spec = model.Parameters.Layout["blocks.1.attn.W_K"];
        BitConverter.GetBytes(value).CopyTo(bytes, bytes.Length - (4 * model.Parameters.Layout.Count) + (4 * (spec.Offset + 17)));

        Refusal(bytes).Message.Should().Be($"{SafetensorsBytes.File}: tensor 'blocks.1.attn.W_K': element 17 is {text}; every value must be finite.");
    }

    [Fact]
    public void Load_OneBitOfOneParameterFlipped_IsRefusedByHash()
    {
        var bytes = Samples.Bytes(Samples.Model().Save);
        bytes[^4] ^= 1;

        Refusal(bytes).Reason.Should().StartWith("parameters_sha256 is '");
    }

    [Fact]
    public void Save_ParameterThatIsNotFinite_IsRefusedAndKeepsTheOldFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["m"], "old");
        var model = Samples.Model();
        model.Parameters["ln_final.w"][2] = float.NaN;

        model.Invoking(m => m.Save(folder["m"])).Should().Throw<SafetensorsException>().WithMessage("*ln_final.w*element 2 is NaN*");
        File.ReadAllText(folder["m"]).Should().Be("old");
    }

    [Fact]
    public void Load_TrainingCheckpoint_IsRefusedAsAnotherFormat() =>
        Refusal(Samples.Bytes(Samples.Checkpoint().Save)).Reason.Should().Be("format is 'repro training checkpoint 1'; expected 'repro model 1'.");

    private static SafetensorsException Refusal(byte[] bytes)
    {
        using var reader = SafetensorsBytes.Reader(bytes);
        var load = () => ModelFile.Read(reader);
        return load.Should().Throw<SafetensorsException>().Which;
    }
}
