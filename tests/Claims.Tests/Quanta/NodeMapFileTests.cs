using FluentAssertions;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Tests.Cli;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public sealed class NodeMapFileTests : IDisposable
{
    private readonly EmptyRepository _repository = new();

    private string FilePath => _repository["map.json"];

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Load_WhatWasSaved_IsTheSameMapAndGivesTheSameBytes()
    {
        var map = Sample();

        NodeMapFile.Save(FilePath, map);
        var loaded = NodeMapFile.Load(FilePath);

        loaded.Should().BeEquivalentTo(map, options => options.WithStrictOrdering());
        NodeMapFile.Text(loaded).Should().Be(NodeMapFile.Text(map)).And.Be(File.ReadAllText(FilePath));
    }

    [Fact]
    public void Text_Nodes_StandOneALineUnderTheirNames()
    {
        var lines = NodeMapFile.Text(Sample()).Split('\n');

        lines.Should().Contain("  \"digits\": 5,").And.Contain("  \"questionSeed\": 673023,");
        lines.Should().ContainSingle(line => line.Contains("\"node\":\"P15L0H1\",\"fails\":59,\"impact\":[0,0,40,19,0,0,1],\"classes\":{\"S1\":30,\"S3\":27,\"M2\":2}", StringComparison.Ordinal))
            .Which.Should().Contain("\"algorithm\":[\"A2.SA\",\"OPR\"]").And.Contain("{\"key\":2,\"share\":0.5234}");
        lines.Should().ContainSingle(line => line.Contains("\"exact\":{\"hits\":95,\"trials\":100,\"lower\":0.8872,\"upper\":0.9836}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("P15L0H1", "P15L7H1", "*node 1, P15L7H1: the model has 19 positions, 2 layers and 3 heads*")]
    [InlineData("P15L0H1", "P25L0H1", "*node 1, P25L0H1: the model has 19 positions*")]
    [InlineData("P15L0H1", "P1L0H1", "*node 1, P1L0H1: it stands behind P9L0MLP*")]
    [InlineData("P15L0H1", "P9L0MLP", "*node 1, P9L0MLP: it stands behind P9L0MLP*each once*")]
    [InlineData("P15L0H1", "X15", "*at $.nodes[1].node: 'X15' is no node*")]
    [InlineData("\"fails\":59,\"impact\":[0,0,40,", "\"fails\":59,\"impact\":[0,40,", "*its impact has 6 numbers; there are 7 answer tokens*")]
    [InlineData("\"fails\":59", "\"fails\":591", "*591 fails are not in 0 to 590*")]
    [InlineData("\"A2.SA\"", "\"A2.XY\"", "*'A2.XY' is no algorithm tag*")]
    [InlineData("\"hits\":95", "\"hits\":101", "*101 of 100 is no share*")]
    [InlineData("\"digits\": 5", "\"digits\": 50", "*Questions of 50 digits are not possible*")]
    [InlineData("repro node map 1", "repro node map 9", "*its format is 'repro node map 9'; expected is 'repro node map 1'*")]
    [InlineData("\"rule\": \"EffectSize\"", "\"rule\": 7", "*$.rule*")]
    [InlineData("\"model\": \"add_d5_l2_h3\",", "", "*model*")]
    [InlineData("\"probes\": [", "\"probes\": ", "*")]
    public void Load_Malformed_IsRefusedNamingFileAndEntry(string part, string by, string message)
    {
        var text = NodeMapFile.Text(Sample());
        text.Should().Contain(part);
        File.WriteAllText(FilePath, text.Replace(part, by, StringComparison.Ordinal));

        FluentActions.Invoking(() => NodeMapFile.Load(FilePath)).Should().Throw<IOException>()
            .WithMessage($"'{FilePath}' is no node map: *").WithMessage(message);
    }

    private static NodeMap Sample() => MapSamples.Map(
        [("P9L0MLP", []), ("P15L0H1", ["A2.SA", "OPR"])],
        MapSamples.Search("A2.SA", testable: true, best: null, MapSamples.Test("A2.SA", 95, "P15L0H1")),
        MapSamples.Search("A1.SA", testable: true, MapSamples.Test("A1.SA", 30, "P16L0H1", "P16L0H2")),
        MapSamples.Search("A0.SA", testable: false)) with
    {
        Overlap = new SetOverlap(673024, 580, 2, 1, 0.5),
        Probes = [MapSamples.Probe],
    };
}
