using System.Text.Json;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Maps;
using Repro.Claims.Tests.Cli;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public sealed class PublishedNodeFileTests : IDisposable
{
    private readonly EmptyRepository _repository = new();

    private string Behaviours => _repository["behaviors.json"];

    private string Features => _repository["features.json"];

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Read_WhatWasWritten_HasTheTagsOfTheMap()
    {
        var map = MapSamples.Map([("P9L0MLP", []), ("P15L0H1", ["A2.SA", "OPR"])]);

        PublishedNodeFile.WriteBehaviours(Behaviours, map);
        PublishedNodeFile.WriteFeatures(Features, map);
        var nodes = PublishedNodeFile.Read(Behaviours, Features);

        nodes.Select(node => node.Node.Name).Should().Equal("P9L0MLP", "P15L0H1");
        nodes[0].Tags.Should().Equal("Fail%:10", "Impact:A632", "Math.Add:S13", "Math.Sub:M2");
        nodes[1].Tags.Should().Equal(
            "Fail%:10", "Impact:A632", "Math.Add:S13", "Math.Sub:M2", "Attn:P2=52", "Attn:P8=40", "Algo:A2.SA", "Algo:OPR");
        nodes[1].FailPercent.Should().Be(10);
        nodes[1].Impact(digits: 5).Should().Equal(2, 3, 6);
        nodes[1].Algorithm.Should().Equal(new AlgorithmTag(SubTask.SA, 2), new AlgorithmTag(SubTask.OPR, null));
    }

    [Fact]
    public void Write_CasesThatAProbeTells_AreTheAuthorsTagsOfClusters()
    {
        // 250 of 300 are well above two thirds, 210 are not.
        var told = MapSamples.Probe;
        var map = MapSamples.Map([("P9L0H2", []), ("P10L0H2", [])]) with
        {
            Probes = [told, told with { Task = SubTask.MT, Digit = 3 }, told with { Digit = 2, HeldOut = new(210, 300) }],
        };

        PublishedNodeFile.WriteBehaviours(Behaviours, map);
        var nodes = PublishedNodeFile.Read(Behaviours);

        nodes[0].Tags.Should().Contain("Math.Add:A1.SP").And.Contain("Math.Sub:A3.MP").And.NotContain(tag => tag.Contains("A2.SP", StringComparison.Ordinal));
        nodes[1].Tags.Should().NotContain(tag => tag.EndsWith('P'));
    }

    [Fact]
    public void Write_Entries_HaveTheAuthorsKeys()
    {
        PublishedNodeFile.WriteFeatures(Features, MapSamples.Map([("P9L0MLP", ["A2.SV"]), ("P12L0H1", []), ("P15L0H1", ["A2.SA"])]));

        using var json = JsonDocument.Parse(File.ReadAllText(Features));
        json.RootElement.GetArrayLength().Should().Be(2);
        json.RootElement[1].GetRawText().Should().Be("{\"position\":15,\"layer\":0,\"is_head\":true,\"num\":1,\"tags\":[\"Algo:A2.SA\"]}");
        json.RootElement[0].GetRawText().Should().Contain("\"is_head\":false,\"num\":0");
    }

    [Fact]
    public void Read_TheAuthorsForms_AreUnderstood()
    {
        File.WriteAllText(Behaviours, """
            [{"position": 18, "layer": 0, "is_head": true, "num": 1, "tags": ["Fail%:<1", "Impact:A7654", "Math.Add:S0123", "Math.Neg:N1", "Math.Sub:A3.MP",
              "Attn:P4=52", "Algo:A5.ND.A5", "Algo:A3.SA", "Probe:A1.LINXFER=89"]},
             {"position": 18, "layer": 0, "is_head": true, "num": 1, "tags": ["Algo:SGN", "Attn:P4=52"]}]
            """);

        var node = PublishedNodeFile.Read(Behaviours).Should().ContainSingle().Subject;

        node.Node.Should().Be(new Node(18, 0, 1));
        node.FailPercent.Should().Be(0);
        node.Impact(digits: 6).Should().Equal(4, 5, 6, 7);
        node.Impact(digits: 9).Should().BeNull("the authors' digits cannot be told apart from there on");
        node.Algorithm.Select(tag => $"{tag}").Should().Equal("A3.SA", "SGN");
        node.Tags.Should().HaveCount(10);
    }

    [Theory]
    [InlineData(10, "A11,10,1,0", 0, 1, 10, 11)]
    [InlineData(10, "A10,", 10)]
    [InlineData(13, "A8,7", 7, 8)]
    [InlineData(9, "A3,", 3)]
    [InlineData(8, "A9", 9)]
    [InlineData(8, "A98", 8, 9)]
    public void Write_ImpactOnTokensThatMayHaveTwoDigits_IsReadBackExactly(int digits, string tag, params int[] tokens)
    {
        var wrong = new uint[6];
        wrong[0] = tokens.Aggregate(0u, (mask, token) => mask | (1u << token));
        var effect = NodeEffect.Of(new Node(30, 0, 0), AnalysisQuestions.Draw(new QuestionLayout(digits), [QuestionKind.Add], wrong.Length, seed: 1), wrong);
        var map = MapSamples.Map([]) with { Layout = new QuestionLayout(digits), Nodes = [new MappedNode(effect, [], [])] };

        PublishedNodeFile.WriteBehaviours(Behaviours, map);
        var node = PublishedNodeFile.Read(Behaviours).Single();

        node.Tags.Should().Contain($"Impact:{tag}");
        node.Impact(digits).Should().Equal(tokens);
    }

    [Fact]
    public void Write_FewerThanOneInAHundredFail_IsZeroAsTheAuthorsWriteIt()
    {
        PublishedNodeFile.WriteBehaviours(Behaviours, MapSamples.Map([]) with { Nodes = [MapSamples.Mapped("P9L0MLP", fails: 5)] });

        PublishedNodeFile.Read(Behaviours).Single().Tags.Should().Contain("Fail%:0");
    }

    [Fact]
    public void AuthorsComparison_TheirFilesOfAFolder_AreCountedBesideTheMap()
    {
        PublishedNodeFile.In(_repository.Root).Should().BeNull();
        PublishedNodeFile.WriteBehaviours(Behaviours, MapSamples.Map([("P9L0MLP", []), ("P11L0H2", []), ("P15L0H1", [])]));
        PublishedNodeFile.WriteFeatures(Features, MapSamples.Map([("P11L0H2", ["A4.SA"]), ("P15L0H1", ["A2.SA", "A3.SA"])]));

        var theirs = PublishedNodeFile.In(_repository.Root)!.Value;

        AuthorsComparison.Of(MapSamples.Map([("P15L0H1", ["A2.SA", "A1.SC"]), ("P9L0MLP", []), ("P16L0H1", ["A4.SA"])]), theirs)
            .Should().Be(new AuthorsComparison(Nodes: 3, SharedNodes: 2, Tags: 3, SharedTags: 1));
    }

    [Theory]
    [InlineData("{", "is no list of nodes")]
    [InlineData("null", "is no list of nodes")]
    [InlineData("[{\"position\": 1}]", "is no list of nodes*$[0]*")]
    [InlineData("[{\"position\": 1, \"layer\": 0, \"is_head\": true, \"num\": 1, \"tags\": []}, null]", "entry 1: it is null")]
    [InlineData("[{\"position\": -1, \"layer\": 0, \"is_head\": true, \"num\": 1, \"tags\": []}]", "entry 0: position -1, layer 0 and num 1 must be 0 or more")]
    [InlineData("[{\"position\": 1, \"layer\": 0, \"is_head\": false, \"num\": 1, \"tags\": []}]", "entry 0: an MLP has num 1; it must be 0")]
    [InlineData("[{\"position\": 1, \"layer\": 0, \"is_head\": true, \"num\": 1, \"tags\": [\"Algo:A3:SA\"]}]", "entry 0: the tag 'Algo:A3:SA' is not of the form Major:Minor*")]
    [InlineData("[{\"position\": 1, \"layer\": 0, \"is_head\": true, \"num\": 1, \"tags\": [\"Algo:A3.XY\"]}]", "entry 0: the tag 'Algo:A3.XY' is none of the published*")]
    [InlineData("[{\"position\": 1, \"layer\": 0, \"is_head\": true, \"num\": 1, \"tags\": [\"Fail%:101\"]}]", "entry 0: the tag 'Fail%:101' is none*")]
    [InlineData("[{\"position\": 1, \"layer\": 0, \"is_head\": true, \"num\": 1, \"tags\": [null]}]", "entry 0: a tag is null")]
    public void Read_Malformed_IsRefusedNamingFileAndEntry(string text, string message)
    {
        File.WriteAllText(Behaviours, text);

        FluentActions.Invoking(() => PublishedNodeFile.Read(Behaviours)).Should().Throw<IOException>().WithMessage($"'{Behaviours}'*{message}*");
    }
}
