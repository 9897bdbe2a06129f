using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Figures;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Figures;

/// <summary>Which figures a model gets.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ModelFiguresTests
{
    private static readonly ModelName Name = ModelName.Parse("add_d6_l2_h3_t15K_s372001");
    private static readonly string Root = RepositoryRoot.Find(AppContext.BaseDirectory)!;

    [Fact]
    public void Of_MappedAndRecordedModel_AreAllKinds()
    {
        var map = NodeMapFile.Load(NodeMapFile.PathIn(Root, Preset.Compact, Name));
        var losses = new ZooFolder(new ModelFolder(Root), Preset.Compact).Record(Name)!.Losses;
        var projection = new CaseProjection(map.Probes.First(probe => probe.Digit == 3), ["below", "nine", "above"], [(0, 1, 0), (1, 0, 1), (1, 1, 2)], (0.6, 0.3));

        var figures = ModelFigures.Of(map, Name, losses, [projection]).ToArray();

        figures.Select(figure => figure.Name).Should().BeEquivalentTo(
            ["fail-share", "impact", "min-complexity", "attention", "operations", "algorithm", "positions", "separation-A3.ST", "loss"]);
        figures.Should().OnlyContain(figure => ModelFigures.IsName(figure.Name));
    }
}
