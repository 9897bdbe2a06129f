using System.Buffers.Binary;
using System.IO.Pipes;
using FluentAssertions;
using Repro.Models.Storage.PyTorch;
using Xunit;

namespace Repro.Models.Tests.Storage.PyTorch;

/// <summary>Files that PyTorch wrote, read to the bit or refused; and files that lie about a size or place.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class PyTorchFileTests
{
    [Theory]
    [InlineData("model.pth")]
    [InlineData("views.pth")]
    [InlineData("types.pth")]
    [InlineData("wrapped.pth")]
    public void Read_FileOfPyTorch_GivesPyTorchsShapesAndBits(string name)
    {
        var expected = Fixtures.Expected(name);
        using var file = PyTorchFile.Open(Fixtures.PathOf(name));

        expected.Should().NotBeEmpty();
        foreach (var (tensor, (shape, bits)) in expected)
        {
            var values = new float[bits.Length];
            file.Read(tensor, values);
            file[tensor].Shape.Should().Equal(shape, tensor);
            values.Select(BitConverter.SingleToUInt32Bits).Should().Equal(bits, tensor);
        }

        file.Tensors.Where(tensor => string.Equals(tensor.Value.Type, "torch FloatStorage", StringComparison.Ordinal)).Select(tensor => tensor.Key)
            .Should().BeEquivalentTo(expected.Keys);
    }

    [Fact]
    public void Open_Pipe_IsRefused()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);

        FluentActions.Invoking(() => new PyTorchFile(pipe, "pipe.pth")).Should().Throw<PyTorchFileException>().WithMessage("pipe.pth: it is a pipe*");
    }

    [Fact]
    public void Read_TypesOtherThanFloat32_AreRefusedByName()
    {
        using var file = PyTorchFile.Open(Fixtures.PathOf("types.pth"));

        file.Tensors.Should().HaveCount(10);
        foreach (var (name, tensor) in file.Tensors.Where(tensor => !string.Equals(tensor.Key, "float32", StringComparison.Ordinal)))
        {
            tensor.Length.Should().Be(3);
            var refusal = file.Invoking(f => f.Read(name, new float[3])).Should().Throw<PyTorchFileException>().Which;
            refusal.Place.Should().Be($"tensor '{name}'");
            refusal.Reason.Should().Be($"its elements are of '{tensor.Type}'; only 'torch FloatStorage', float32, is read.");
        }

        file.Tensors.Select(tensor => tensor.Value.Type).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("object.pth", "data.pkl, byte", "the global 'datetime date' is refused")]
    [InlineData("call.pth", "data.pkl, byte", "the global '__builtin__ print' is refused")]
    [InlineData("parameter.pth", "data.pkl, byte", "the global 'torch._utils _rebuild_parameter' is refused")]
    [InlineData("list.pth", "data.pkl, byte 2", "the opcode EMPTY_LIST is refused")]
    [InlineData("number.pth", "data.pkl, byte", "the opcode BINFLOAT is refused")]
    [InlineData("text.pth", "tensor 'name'", "it is no tensor")]
    [InlineData("tensor.pth", "data.pkl", "it holds no dictionary")]
    [InlineData("expanded.pth", "tensor 'w'", "its shape is [4]; its storage has only 1 elements")]
    [InlineData("legacy.pth", null, "before version 1.6")]
    public void Open_FileOfPyTorchThatIsNoTensorDictionary_IsRefusedByNameAndPlace(string name, string? place, string reason)
    {
        var path = Fixtures.PathOf(name);

        var refusal = FluentActions.Invoking(() => PyTorchFile.Open(path)).Should().Throw<PyTorchFileException>().Which;

        refusal.Message.Should().StartWith($"{path}: ").And.Contain(reason);
        if (place is null)
        {
            refusal.Place.Should().BeNull();
        }
        else
        {
            refusal.Place.Should().StartWith(place);
        }
    }

    [Theory]
    [InlineData("", "it begins with the bytes ;")]
    [InlineData("PK", "the file has 2 bytes; a zip file has at least 22")]
    [InlineData("<!DOCTYPE html><title>sign in</title>", "it begins with the bytes 3C21444F")]
    [InlineData("PK\u0003\u0004 and then no directory at all", "does not end in a zip directory")]
    public void Open_NoZipFile_SaysSo(string text, string reason) =>
        Refusal(System.Text.Encoding.ASCII.GetBytes(text)).Reason.Should().Contain(reason);

    [Fact]
    public void Open_EveryCutOfAFile_IsRefused()
    {
        var whole = Fixtures.Bytes("wrapped.pth");

        for (var length = 0; length < whole.Length; length++)
        {
            Refusal(whole[..length]).Message.Should().StartWith(Fixtures.File);
        }
    }

    [Fact]
    public void Open_OneBitOfAValueFlipped_IsRefusedByChecksum()
    {
        var file = Fixtures.OfPickle(PickleBytes.Dictionary(w => w.Tensor([6], [1])));
        var at = file.AsSpan().IndexOf("a/data/0"u8) + 8 + 3;
        file[at] ^= 1;

        Refusal(file).Message.Should().StartWith($"{Fixtures.File}: zip entry 'a/data/0': its checksum is ").And.Contain("damaged");
    }

    [Theory]
    [InlineData(new long[] { 7 }, new long[] { 1 }, 0, "its shape is [7]; its storage has only 6 elements")]
    [InlineData(new long[] { 2, 3 }, new long[] { 4, 1 }, 0, "reach element 6; its storage has only 6 elements")]
    [InlineData(new long[] { 6 }, new long[] { 1 }, 1, "reach element 6")]
    [InlineData(new long[] { 1 }, new long[] { 1 }, 6, "reach element 6")]
    [InlineData(new long[] { 0 }, new long[] { 1 }, 7, "reach element 7")]
    [InlineData(new long[] { }, new long[] { }, long.MaxValue, "reach element 9223372036854775807")]
    [InlineData(new[] { 4_611_686_018_427_387_904, 4 }, new long[] { 0, 0 }, 0, "its storage has only 6 elements")]
    [InlineData(new long[] { 2 }, new[] { long.MaxValue }, 0, "reach element 9223372036854775807")]
    [InlineData(new long[] { 2, 2 }, new[] { long.MaxValue, long.MaxValue }, 5, "reach element 18446744073709551619")]
    [InlineData(new long[] { 2 }, new long[] { -1 }, 1, "a size or stride is -1")]
    [InlineData(new long[] { -2 }, new long[] { 1 }, 0, "a size or stride is -2")]
    [InlineData(new long[] { 2 }, new long[] { 1, 1 }, 0, "REDUCE of the global 'torch._utils _rebuild_tensor_v2'")]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 0, "a tensor has 9 axes; at most 8")]
    public void Open_TensorOutsideItsStorage_IsRefused(long[] shape, long[] strides, long offset, string reason) =>
        Refusal(Fixtures.OfPickle(PickleBytes.Dictionary(w => w.Tensor(shape, strides, offset)))).Reason.Should().Contain(reason);

    [Fact]
    public void Open_TensorJustInsideItsStorage_IsRead()
    {
        using var file = Fixtures.Open(Fixtures.OfPickle(PickleBytes.Dictionary(w => w.Tensor([2, 2], [3, 1], offset: 1))));

        file["w"].Length.Should().Be(4);
        file.Read("w", new float[4]);
        file.Invoking(f => f.Read("w", new float[3])).Should().Throw<PyTorchFileException>().WithMessage("*tensor 'w': it has 4 elements; expected 3.");
        file.Invoking(f => f.Read("v", new float[3])).Should().Throw<PyTorchFileException>().WithMessage("*tensor 'v': the file does not have it.");
    }

    [Theory]
    [InlineData(7, "FloatStorage", "0", "its storage claims 7 elements of 4 bytes; zip entry 'a/data/0' has 24 bytes")]
    [InlineData(6, "DoubleStorage", "0", "its storage claims 6 elements of 8 bytes; zip entry 'a/data/0' has 24 bytes")]
    [InlineData(long.MaxValue, "FloatStorage", "0", "its storage claims 9223372036854775807 elements")]
    [InlineData(-1, "FloatStorage", "0", "BINPERSID of a tuple of 5 is refused")]
    [InlineData(6, "FloatStorage", "1", "there is no zip entry 'a/data/1'")]
    [InlineData(6, "FloatStorage", "../data.pkl", "there is no zip entry 'a/data/../data.pkl'")]
    [InlineData(6, "QuantizedStorage", "0", "the global 'torch QuantizedStorage' is refused")]
    public void Open_StorageThatIsNotInTheFile_IsRefused(long length, string type, string key, string reason) =>
        Refusal(Fixtures.OfPickle(PickleBytes.Dictionary(w => w.Tensor([1], [1], 0, length, type, key)))).Reason.Should().Contain(reason);

    [Fact]
    public void Open_NameTwice_IsRefused()
    {
        var pickle = new PickleBytes().Op('}').Op('(').Text("w").Tensor([1], [1]).Text("w").Tensor([2], [1]).Op('u').Op('.');

        Refusal(Fixtures.OfPickle(pickle.Bytes)).Message.Should().EndWith("tensor 'w': the name stands twice in the dictionary.");
    }

    [Theory]
    [InlineData("little", true)]
    [InlineData("big", false)]
    [InlineData("", false)]
    [InlineData("little-endian, believe me", false)]
    public void Open_ByteOrder_MustBeLittle(string order, bool read)
    {
        var file = Fixtures.Zip(
        [
            ("a/data.pkl", PickleBytes.Dictionary(w => w.Tensor([1], [1]))), ("a/byteorder", System.Text.Encoding.ASCII.GetBytes(order)), ("a/data/0", new byte[24]),
        ]);

        if (read)
        {
            using var opened = Fixtures.Open(file);
            opened.Tensors.Should().ContainKey("w");
        }
        else
        {
            Refusal(file).Place.Should().Be("zip entry 'a/byteorder'");
        }
    }

    [Fact]
    public void Open_NoPickleOrTwo_IsRefused()
    {
        Refusal(Fixtures.Zip([("a/data", [])])).Reason.Should().Contain("has 0 entries NAME/data.pkl");
        Refusal(Fixtures.Zip([("a/data.pkl", []), ("b/data.pkl", [])])).Reason.Should().Contain("has 2 entries NAME/data.pkl");
    }

    [Fact]
    public void Open_PickleTooLong_IsRefusedBeforeItIsRead() =>
        Refusal(Fixtures.OfPickle(new byte[PyTorchFile.LongestPickle + 1])).Reason.Should().Be("it has 131073 bytes; at most 131072 are allowed.");

    // Offsets in the first directory entry and in the end record, and values that lie.
    [Theory]
    [InlineData("entry", 8, 1, "it is encrypted")]
    [InlineData("entry", 10, 8, "it is compressed by method 8")]
    [InlineData("entry", 20, 1, "it is compressed by method 0")]
    [InlineData("entry", 28, 0, "its name has 0 bytes")]
    [InlineData("entry", 28, 60_000, "its name has 60000 bytes")]
    [InlineData("entry", 30, 60_000, "the zip directory ends before it")]
    [InlineData("entry", 42, 60_000, "it claims to begin at byte 60000")]
    [InlineData("entry", 42, 1, "no entry begins at byte 1")]
    [InlineData("entry", 0, 0, "no directory entry begins at byte")]
    [InlineData("end", 10, 3, "the zip directory ends before it")]
    [InlineData("end", 10, 2_000, "the zip directory has 2000 entries; at most 1024")]
    [InlineData("end", 12, 60_000, "the zip directory claims to end at byte")]
    [InlineData("end", 16, 60_000, "the zip directory claims to end at byte")]
    public void Open_LyingDirectory_IsRefused(string record, int offset, int value, string reason)
    {
        var file = Fixtures.OfPickle(PickleBytes.Dictionary(w => w.Tensor([1], [1])));
        var end = file.Length - 22;
        var at = offset + (record is "end" ? end : (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(end + 16)));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)value);

        Refusal(file).Message.Should().Contain(reason);
    }

    [Fact]
    public void Open_EntrySizesBeyondTheDirectory_AreRefused()
    {
        var file = Fixtures.OfPickle(PickleBytes.Dictionary(w => w.Tensor([1], [1])));
        var entry = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(file.Length - 6));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(entry + 20), uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(entry + 24), uint.MaxValue);

        Refusal(file).Message.Should().Contain("zip entry 'a/data.pkl': it claims 4294967295 bytes from byte");
    }

    [Fact]
    public void Open_EntryTwice_IsRefused() =>
        Refusal(Fixtures.Zip([("a/data.pkl", [1]), ("a/data.pkl", [1])])).Message.Should().EndWith("zip entry 'a/data.pkl': the name stands twice in the directory.");

    private static PyTorchFileException Refusal(byte[] file) =>
        FluentActions.Invoking(() => Fixtures.Open(file)).Should().Throw<PyTorchFileException>().Which;
}
