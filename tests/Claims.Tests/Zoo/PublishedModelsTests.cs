using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Storage.PyTorch;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class PublishedModelsTests : IDisposable
{
    private static readonly string Weights = Path.Combine(AppContext.BaseDirectory, "model.pth");

    private readonly EmptyRepository _cache = new();

    public void Dispose() => _cache.Dispose();

    [Theory]
    [InlineData("mix_d1_l2_h2_t1K_s5")]
    [InlineData("mix_d1_l2_h2_t1K")]
    [InlineData("mix_d1_l2_h2")]
    public void Trained_OnePublishedModelOfThatName_IsRun(string asked)
    {
        Put("mix_d1_l2_h2_t1K_s5");

        using var trained = Models().Trained(ModelName.Parse(asked));
        using var untrained = Models().Untrained(ModelName.Parse(asked));

        trained.GetParameters().Hash().Should().Be(PyTorchModel.Load(Weights).Hash());
        untrained.Config.Should().Be(trained.Config);
        untrained.GetParameters().Hash().Should().NotBe(trained.GetParameters().Hash());
    }

    [Fact]
    public void Trained_NameThatMayBeTwo_IsRefusedWithBoth()
    {
        Put("mix_d1_l2_h2_t1K_s5");
        Put("mix_d1_l2_h2_t1K_s6");

        FluentActions.Invoking(() => Models().Trained(ModelName.Parse("mix_d1_l2_h2"))).Should().Throw<IOException>()
            .WithMessage("mix_d1_l2_h2 may be each of mix_d1_l2_h2_t1K_s5, mix_d1_l2_h2_t1K_s6*");
        using var exact = Models().Trained(ModelName.Parse("mix_d1_l2_h2_t1K_s6"));
    }

    [Fact]
    public void Trained_NotFetched_SaysHowToFetchIt() =>
        FluentActions.Invoking(() => Models().Trained(ModelName.Parse("add_d5_l2_h3"))).Should().Throw<FileNotFoundException>()
            .WithMessage("*'repro fetch quanta-maths add_d5_l2_h3' downloads it.");

    [Fact]
    public void Trained_WeightsChangedSinceTheFirstUse_AreRefused()
    {
        var file = Put("mix_d1_l2_h2_t1K_s5");
        using (Models().Trained(ModelName.Parse("mix_d1_l2_h2")))
        {
            File.AppendAllText(file, "x");
        }

        FluentActions.Invoking(() => Models().Trained(ModelName.Parse("mix_d1_l2_h2"))).Should().Throw<IOException>().WithMessage($"{file}: its SHA-256 is *");
    }

    [Fact]
    public void Studied_FetchedModel_HasItsMapBesideItAndWhatItStartedFromOnceTheParentIsFetched()
    {
        const string Child = "ins1_mix_d1_l2_h2_t1K_s5";
        var weights = Put(Child);
        var parent = Catalogue.ParentOf(ModelName.Parse(Child))!;
        Models().Studied(parent).Should().BeNull();

        var studied = Models().Studied(ModelName.Parse(Child))!;

        studied.ParametersSha256.Should().Be(PyTorchModel.Load(weights).Hash());
        studied.MapPath.Should().Be(Path.Combine(Path.GetDirectoryName(weights)!, "map.json"));
        studied.Parent.Should().BeNull();
        studied.Invoking(model => model.Untrained()).Should().Throw<IOException>().WithMessage($"*'repro fetch quanta-maths {parent}' downloads it.");
    }

    [Fact]
    public void Missing_ModelsNotFetched_NamesTheCommand() =>
        Models().Missing([ModelName.Parse("add_d5_l2_h3")], 4, Preset.Compact).Should().Be(
            "1 of 4 models were not fetched, or have no record of counted errors, which only models of ours have; 'repro fetch quanta-maths add_d5_l2_h3' downloads one model.");

    private string Put(string name)
    {
        var folder = Directory.CreateDirectory(_cache[Path.Combine("quanta-maths", name)]).FullName;
        var file = Path.Combine(folder, "model.pth");
        File.Copy(Weights, file);
        return file;
    }

    private PublishedModels Models() => new(new QuantaMaths(new Uri("http://127.0.0.1:1/"), _cache.Root), new EngineFactory("cpu", 1));
}
