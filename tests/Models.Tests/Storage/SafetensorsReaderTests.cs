using System.Buffers.Binary;
using FluentAssertions;
using Repro.Models.Storage;
using Xunit;

namespace Repro.Models.Tests.Storage;

[Trait(Tier.Name, Tier.Fast)]
public sealed class SafetensorsReaderTests
{
    private const string Good = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[4,28]},"s":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"z":{"dtype":"F32","shape":[0,5],"data_offsets":[28,28]}}   """;

    [Fact]
    public void Reader_FileOfAnotherWriter_IsRead()
    {
        var bytes = SafetensorsBytes.Of(Good, 28);
        for (var i = 0; i < 7; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - 28 + (4 * i)), i + 0.5f);
        }

        using var reader = SafetensorsBytes.Reader(bytes);

        reader.Count.Should().Be(3);
        reader.Metadata.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" });
        reader["a"].Shape.Should().Equal(2, 3);
        reader["s"].Shape.Should().BeEmpty();
        reader["z"].Length.Should().Be(0);
        var a = new float[6];
        reader.Read("a", a);
        a.Should().Equal(1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f);
        var s = new float[1];
        reader.Read("s", s);
        s.Should().Equal(0.5f);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "a", "end at byte 8, but only 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, null, "end at byte 8 of the data, but 12 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "b", "overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""", 16, "b", "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "a", "shape [3] takes 12 bytes, but data_offsets [0, 8] hold 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "a", "more bytes than can be counted")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "a", "more bytes than can be counted")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""", 0, "a", "only 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}""", 8, "a", "[8, 4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}""", 4, "a", "a begin and an end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "a", "more than 2 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "a", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "a", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}""", 4, "a", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "a", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "a", "more than 8 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", 4, "a", "shape must be an array")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 4, "a", "dtype is 'BF16'; only F32")]
    [InlineData("""{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", 8, "a", "dtype is 'I64'; only F32")]
    [InlineData("""{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", 4, "a", "dtype must be a text")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "a", "lacks data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "a", "lacks shape")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "a", "lacks dtype")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "a", "dtype is given twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4, "a", "field 'x'")]
    [InlineData("""{"a":[]}""", 0, "a", "must be an object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "a", "names it twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "a", "names it twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, null, "metadata 'k' is given twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, null, "__metadata__ twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, null, "metadata 'k' must be a text")]
    [InlineData("""{"__metadata__":[]}""", 0, null, "must be an object of texts")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", 4, "a", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} x""", 4, null, "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]""", 4, null, "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],}}""", 4, null, "not valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, null, "not valid JSON")]
    [InlineData("""[]""", 0, null, "does not begin with '{'")]
    [InlineData(""" {}""", 0, null, "does not begin with '{'")]
    [InlineData("", 0, null, "does not begin with '{'")]
    public void Reader_HeaderThatLies_IsRefusedByFileTensorAndReason(string header, int dataLength, string? tensor, string reason)
    {
        var open = () => SafetensorsBytes.Reader(SafetensorsBytes.Of(header, dataLength));

        var error = open.Should().Throw<SafetensorsException>().Which;

        error.Message.Should().StartWith(SafetensorsBytes.File).And.Contain(reason);
        error.Tensor.Should().Be(tensor);
        if (tensor is not null)
        {
            error.Message.Should().Contain($"'{tensor}'");
        }
    }

    [Fact]
    public void Reader_ControlCharactersInAName_DoNotReachTheMessage()
    {
        var open = () => SafetensorsBytes.Reader(SafetensorsBytes.Of("""{"\u001b[2Ja\u009b\n":{"dtype":"I\r64"}}""", 0));

        open.Should().Throw<SafetensorsException>().Which.Message.Should()
            .Be($"{SafetensorsBytes.File}: tensor '\uFFFD[2Ja\uFFFD\uFFFD': dtype is 'I\uFFFD64'; only F32 is supported.");
    }

    [Fact]
    public void Reader_FileCutAnywhere_IsRefused()
    {
        var whole = SafetensorsBytes.Of(Good, 28);
        for (var length = 0; length < whole.Length; length++)
        {
            var open = () => SafetensorsBytes.Reader(whole[..length]);
            open.Should().Throw<SafetensorsException>($"{length} of {whole.Length} bytes are not the file");
        }
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(1UL << 40)]
    [InlineData(101UL)]
    public void Reader_HeaderLengthBeyondTheFile_IsRefusedWithBothLengths(ulong length)
    {
        var bytes = new byte[108];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);

        var open = () => SafetensorsBytes.Reader(bytes);

        open.Should().Throw<SafetensorsException>().WithMessage($"*claims {length} bytes, but the file has only 100*");
    }

    [Fact]
    public void Reader_HeaderAboveTheLimit_IsRefusedWithTheLimit()
    {
        var open = () => SafetensorsBytes.Reader(SafetensorsBytes.Of(new byte[81_921], 0));

        open.Should().Throw<SafetensorsException>().WithMessage("*81921 bytes; at most 81920*");
    }

    [Fact]
    public void Reader_DeepJson_IsRefused()
    {
        var open = () => SafetensorsBytes.Reader(SafetensorsBytes.Of("{\"a\":" + new string('[', 50_000), 0));

        open.Should().Throw<SafetensorsException>().WithMessage("*must be an object*");
    }

    [Fact]
    public void Reader_BrokenUtf8InAName_IsRefused()
    {
        var header = "{\"?\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"u8.ToArray();
        header[2] = 0xFF;

        var open = () => SafetensorsBytes.Reader(SafetensorsBytes.Of(header, 4));

        open.Should().Throw<SafetensorsException>().WithMessage("*not valid JSON*");
    }

    [Fact]
    public void Read_TensorThatIsNotThere_IsRefusedByName()
    {
        using var reader = SafetensorsBytes.Reader(SafetensorsBytes.Of(Good, 28));

        reader.Invoking(r => r.Read("blocks.0.attn.W_Q", new float[1])).Should().Throw<SafetensorsException>()
            .WithMessage("made-up.safetensors: tensor 'blocks.0.attn.W_Q': the file does not have it.");
        reader.Invoking(r => r.Read("a", new float[5])).Should().Throw<SafetensorsException>().WithMessage("*'a'*6 elements; expected 5*");
        reader.Invoking(r => r.Require("a", [3, 2])).Should().Throw<SafetensorsException>().WithMessage("*'a'*[2, 3]; expected [3, 2]*");
        reader.Invoking(r => r.Require("a", [2, 3, 1])).Should().Throw<SafetensorsException>().WithMessage("*[2, 3]; expected [2, 3, 1]*");
    }

    [Fact]
    public void Read_FileThatShrankSinceItWasOpened_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["f"], SafetensorsBytes.Of(Good, 28));
        using var stream = new FileStream(folder["f"], FileMode.Open, FileAccess.ReadWrite);
        using var reader = new SafetensorsReader(stream, folder["f"]);
        stream.SetLength(stream.Length - 8);

        reader.Invoking(r => r.Read("a", new float[6])).Should().Throw<SafetensorsException>().WithMessage("*'a'*became shorter*");
    }

    [Fact]
    public void Open_MissingFile_NamesIt()
    {
        using var folder = new TemporaryFolder();

        var open = () => SafetensorsReader.Open(folder["missing.safetensors"]);

        open.Should().Throw<IOException>().WithMessage("*missing.safetensors*");
    }

    [Fact]
    public void Open_BadFile_LeavesItUnlocked()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["f"], [1, 2, 3]);

        var open = () => SafetensorsReader.Open(folder["f"]);

        open.Should().Throw<SafetensorsException>().WithMessage($"{folder["f"]}: the file has 3 bytes*");
        using var again = new FileStream(folder["f"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }
}
