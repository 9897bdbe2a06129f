using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class RecordedModelTests
{
    [Fact]
    public void Random_ModelWithAParent_HasNothingOfIt()
    {
        var files = new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!);
        var name = ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001");
        var model = RecordedModel.Find(new ZooFolder(files, Preset.Compact), name, new EngineFactory("cpu", 1))!;
        using var random = model.Random();
        using var untrained = model.Untrained();

        random.GetParameters().Hash().Should().Be(Parameters.Initialise(model.Plan.Config, model.Plan.Recipe.Seed).Hash());
        untrained.GetParameters().Hash().Should().NotBe(random.GetParameters().Hash());
    }
}
