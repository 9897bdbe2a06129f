using FluentAssertions;
using Repro.Models.Storage;
using Xunit;

namespace Repro.Models.Tests.Storage;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SafetensorsWriterTests
{
    private static readonly Dictionary<string, string> Metadata = new(StringComparer.Ordinal)
    {
        ["name"] = "tiny",
        ["config"] = """{"layers":2,"note":"é \\ \"quoted\""}""",
        ["B"] = string.Empty,
    };

    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);

    [Fact]
    public void Write_SmallFile_HasExactlyTheseBytes()
    {
        var bytes = Write(new(StringComparer.Ordinal) { ["k"] = "v" }, new SafetensorsTensor("w", [2], new float[] { 1, -2 }));

        SafetensorsBytes.Header(bytes).Should().Be("""{"__metadata__":{"k":"v"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""" + " ");
        bytes[..8].Should().Equal(80, 0, 0, 0, 0, 0, 0, 0);
        bytes[88..].Should().Equal(0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0);
    }

    [Fact]
    public void Write_ThenRead_GivesBackMetadataShapesAndBits()
    {
        float[] values = [1.5f, -0f, float.Epsilon, float.MaxValue, float.NaN, float.NegativeInfinity];
        var bytes = Write(Metadata, new("z", [2, 3], values), new("empty", [0], default), new("a", [], new float[] { 7 }));

        using var reader = SafetensorsBytes.Reader(bytes);

        reader.Metadata.Should().BeEquivalentTo(Metadata);
        reader.Tensors.Select(tensor => (tensor.Name, tensor.Start)).Should().BeEquivalentTo([("z", 0L), ("empty", 24L), ("a", 24L)]);
        var read = new float[6];
        reader.Read("z", read);
        read.Select(BitConverter.SingleToUInt32Bits).Should().Equal(values.Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void Write_AnyNameLength_AlignsTheDataToEightBytes()
    {
        for (var length = 1; length <= 16; length++)
        {
            var bytes = Write(NoMetadata, new SafetensorsTensor(new string('n', length), [1], new float[1]));
            (SafetensorsBytes.HeaderLength(bytes) % 8).Should().Be(0);
        }
    }

    [Fact]
    public void Write_MetadataInAnotherOrder_GivesTheSameBytes()
    {
        var reversed = Metadata.Reverse().ToDictionary(StringComparer.Ordinal);

        Write(reversed, new SafetensorsTensor("a", [1], new float[1])).Should().Equal(Write(Metadata, new SafetensorsTensor("a", [1], new float[1])));
    }

    [Fact]
    public void Write_WhatTheReaderWouldRefuse_IsRefused()
    {
        var tensor = new SafetensorsTensor("a", [2], new float[2]);
        var twice = () => Write(NoMetadata, tensor, tensor);
        var wrongShape = () => Write(NoMetadata, new SafetensorsTensor("a", [3], new float[2]));
        var metadataName = () => Write(NoMetadata, new SafetensorsTensor("__metadata__", [2], new float[2]));
        var tooMany = () => Write(NoMetadata, [.. Enumerable.Range(0, 2_000).Select(i => new SafetensorsTensor($"tensor number {i}", [1], new float[1]))]);

        twice.Should().Throw<SafetensorsException>().WithMessage("*'a'*twice*");
        wrongShape.Should().Throw<SafetensorsException>().WithMessage("*'a'*shape [3] takes 12 bytes*");
        metadataName.Should().Throw<SafetensorsException>().WithMessage("*__metadata__*");
        tooMany.Should().Throw<SafetensorsException>().WithMessage("*at most 81920*");
    }

    private static byte[] Write(Dictionary<string, string> metadata, params SafetensorsTensor[] tensors)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, SafetensorsBytes.File, metadata, tensors);
        return stream.ToArray();
    }
}
