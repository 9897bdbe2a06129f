using System.Buffers.Binary;
using System.Text;

namespace Repro.Models.Tests.Storage.PyTorch;

/// <summary>Writes pickles opcode by opcode, so that they can be wrong in any way.</summary>
internal sealed class PickleBytes
{
    private readonly List<byte> _bytes = [0x80, 2];

    public byte[] Bytes => [.. _bytes];

    public PickleBytes Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBytes Op(char opcode) => Raw((byte)opcode);

    public PickleBytes Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Op('X').UInt32((uint)bytes.Length).Raw(bytes);
    }

    public PickleBytes UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public PickleBytes Number(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(0x8A, 8).Raw(bytes);
    }

    public PickleBytes Global(string module, string name) => Op('c').Raw(Encoding.Latin1.GetBytes($"{module}\n{name}\n"));

    public PickleBytes Numbers(params ReadOnlySpan<long> values)
    {
        Op('(');
        foreach (var value in values)
        {
            Number(value);
        }

        return Op('t');
    }

    public PickleBytes Storage(long length, string type = "FloatStorage", string key = "0") =>
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Number(length).Op('t').Op('Q');

    public PickleBytes Tensor(long[] shape, long[] strides, long offset = 0, long storage = 6, string type = "FloatStorage", string key = "0") =>
        Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage(storage, type, key).Number(offset).Numbers(shape).Numbers(strides)
            .Raw(0x89).Global("collections", "OrderedDict").Op(')').Op('R').Op('t').Op('R');

    /// <summary>A dictionary with one item "w", whose value <paramref name="value"/> writes.</summary>
    public static byte[] Dictionary(Action<PickleBytes> value)
    {
        var pickle = new PickleBytes().Op('}').Text("w");
        value(pickle);
        return pickle.Op('s').Op('.').Bytes;
    }
}
