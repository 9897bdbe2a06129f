using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class RecordedModelTests
{
    [Fact]
    public void Untrained_ModelWithAParent_HoldsWhatItCopiesAndOtherRandomParametersThanTheParentStartedFrom()
    {
        var files = new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!);
        var name = ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001");
        var model = RecordedModel.Find(new ZooFolder(files, Preset.Compact), name, new EngineFactory("cpu", 1))!;
        using var untrained = model.Untrained();
        using var parent = model.Parent!.Trained();
        using var before = model.Parent!.Untrained();

        var (start, trained, random) = (untrained.GetParameters(), parent.GetParameters(), before.GetParameters());
        model.Plan.Recipe.Seed.Should().Be(model.Parent.Name.Seed);
        start["embed.W_E"].SequenceEqual(trained["embed.W_E"]).Should().BeTrue();
        start["blocks.0.attn.W_O"][..100].SequenceEqual(random["blocks.0.attn.W_O"][..100]).Should().BeFalse();
    }
}
