using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Repro.Models.Storage.PyTorch;

/// <summary>
/// Reads a pickle of protocol 2 as <c>torch.save</c> writes it for a dictionary of tensors. It knows the opcodes and the
/// <see cref="PickledGlobal"/>s that such a dictionary needs, calls nothing, and refuses all else by name and position.
/// </summary>
internal sealed class PickleMachine
{
    /// <summary>Most opcodes: a published model has about 3,000. An opcode allocates less than 64 bytes besides its own texts.</summary>
    public const int MostOpcodes = 16_384;

    /// <summary>Most values at once on the stack, and in the memo: Python sets the items of a dictionary 1,000 pairs at a time.</summary>
    public const int MostValues = 4_096;

    /// <summary>Most tensors, which cost more memory than other values.</summary>
    public const int MostTensors = ZipDirectory.MostEntries;

    private const int MostAxes = 8;
    private const int LongestText = 1_000;
    private const int LongestGlobal = 200;

    private static readonly object Mark = new();
    private static readonly object None = new();
    private static readonly object[] EmptyTuple = [];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _pickle;
    private readonly string _file;
    private readonly List<object> _stack = [];
    private readonly Dictionary<uint, object> _memo = [];
    private int _at;
    private int _opcodeAt;
    private int _tensors;

    private PickleMachine(ReadOnlyMemory<byte> pickle, string file) => (_pickle, _file) = (pickle, file);

    /// <summary>Reads a pickle: a text, long, bool, tuple (an array), <see cref="PickledDictionary"/>, <see cref="PickledTensor"/> or the like.</summary>
    /// <param name="pickle">The bytes of <c>data.pkl</c>.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="PyTorchFileException">The pickle has an opcode, name or value that a dictionary of tensors does not need.</exception>
    public static object Read(ReadOnlyMemory<byte> pickle, string file) => new PickleMachine(pickle, file).Run();

    private object Run()
    {
        for (var opcodes = 0; opcodes < MostOpcodes; opcodes++)
        {
            _opcodeAt = _at;
            var opcode = (PickleOpcode)Bytes(1)[0];
            if (opcodes == 0 && opcode != PickleOpcode.PROTO)
            {
                throw Error($"a pickle of protocol 2 begins with PROTO, not with {NameOf(opcode)}.");
            }

            if (opcode == PickleOpcode.STOP)
            {
                return Stop();
            }

            Do(opcode);
            if (_stack.Count > MostValues || _memo.Count > MostValues)
            {
                throw Error($"more than {MostValues} values are kept at once.");
            }
        }

        throw Error($"the pickle has more than {MostOpcodes} opcodes.");
    }

    private void Do(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.PROTO:
                Protocol(Bytes(1)[0]);
                break;
            case PickleOpcode.MARK:
                _stack.Add(Mark);
                break;
            case PickleOpcode.NONE:
                _stack.Add(None);
                break;
            case PickleOpcode.NEWTRUE:
                _stack.Add(true);
                break;
            case PickleOpcode.NEWFALSE:
                _stack.Add(false);
                break;
            case PickleOpcode.BININT:
                _stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4)));
                break;
            case PickleOpcode.BININT1:
                _stack.Add((long)Bytes(1)[0]);
                break;
            case PickleOpcode.BININT2:
                _stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2)));
                break;
            case PickleOpcode.LONG1:
                _stack.Add(Long(Bytes(Bytes(1)[0])));
                break;
            case PickleOpcode.BINUNICODE:
                _stack.Add(Text());
                break;
            case PickleOpcode.GLOBAL:
                _stack.Add(Global());
                break;
            case PickleOpcode.EMPTY_DICT:
                _stack.Add(new PickledDictionary(ordered: false));
                break;
            case PickleOpcode.EMPTY_TUPLE:
                _stack.Add(EmptyTuple);
                break;
            case PickleOpcode.TUPLE:
                _stack.Add(PopToMark());
                break;
            case PickleOpcode.TUPLE1:
                _stack.Add(PopMany(1));
                break;
            case PickleOpcode.TUPLE2:
                _stack.Add(PopMany(2));
                break;
            case PickleOpcode.TUPLE3:
                _stack.Add(PopMany(3));
                break;
            case PickleOpcode.BINPUT:
                _memo[Bytes(1)[0]] = Top();
                break;
            case PickleOpcode.LONG_BINPUT:
                _memo[BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))] = Top();
                break;
            case PickleOpcode.BINGET:
                _stack.Add(Remembered(Bytes(1)[0]));
                break;
            case PickleOpcode.LONG_BINGET:
                _stack.Add(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))));
                break;
            case PickleOpcode.BINPERSID:
                _stack.Add(Storage(Pop()));
                break;
            case PickleOpcode.REDUCE:
                var arguments = Pop();
                _stack.Add(Reduce(Pop(), arguments));
                break;
            case PickleOpcode.SETITEM:
                Set(PopMany(2));
                break;
            case PickleOpcode.SETITEMS:
                Set(PopToMark());
                break;
            case PickleOpcode.BUILD:
                Build(Pop());
                break;
            default:
                throw Error($"the opcode {NameOf(opcode)} is refused: no dictionary of tensors needs it.");
        }
    }

    private void Protocol(byte version)
    {
        if (_opcodeAt != 0 || version != 2)
        {
            throw Error($"PROTO {version} is refused: a checkpoint begins with PROTO 2 and has no other.");
        }
    }

    private object Stop()
    {
        var value = Pop();
        return _stack.Count == 0 && _at == _pickle.Length
            ? value
            : throw Error($"STOP leaves {_stack.Count} values and {_pickle.Length - _at} bytes; it must end the pickle.");
    }

    private long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            throw Error($"LONG1 has {bytes.Length} bytes; at most {sizeof(long)} are allowed.");
        }

        // Two's complement, least byte first; no byte at all is zero.
        Span<byte> whole = stackalloc byte[sizeof(long)];
        whole.Fill(bytes is [.., >= 0x80] ? byte.MaxValue : (byte)0);
        bytes.CopyTo(whole);
        return BinaryPrimitives.ReadInt64LittleEndian(whole);
    }

    private string Text()
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));
        if (length > LongestText)
        {
            throw Error($"a text has {length} bytes; at most {LongestText} are allowed.");
        }

        try
        {
            return Utf8.GetString(Bytes(length));
        }
        catch (DecoderFallbackException e)
        {
            throw new PyTorchFileException(_file, Place, "the text is not UTF-8.", e);
        }
    }

    private PickledGlobal Global()
    {
        var name = $"{Line()} {Line()}";
        return PickledGlobal.Find(name)
            ?? throw Error($"the global '{name}' is refused: no dictionary of tensors needs it, and nothing is executed.");
    }

    private string Line()
    {
        var rest = _pickle.Span[_at..];
        var length = rest[..Math.Min(rest.Length, LongestGlobal)].IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Error($"GLOBAL has no line end within {LongestGlobal} bytes.");
        }

        _at += length + 1;
        return Encoding.Latin1.GetString(rest[..length]);
    }

    private PickledStorage Storage(object value) =>
        value is object[] and ["storage", PickledGlobal { IsStorage: true } type, string key, string, long and >= 0]
        && value is object[] and [.., long length]
            ? new PickledStorage(type, key, length)
            : throw Error($"BINPERSID of {Describe(value)} is refused; expected ('storage', a type of storage, a key, a place, a number of elements).");

    private object Reduce(object callee, object arguments)
    {
        if (ReferenceEquals(callee, PickledGlobal.OrderedDict) && arguments is object[] and [])
        {
            return new PickledDictionary(ordered: true);
        }

        if (ReferenceEquals(callee, PickledGlobal.RebuildTensor)
            && arguments is object[] and [PickledStorage storage, long and >= 0, object[] shape, object[] strides, bool, PickledDictionary { Items: [] }]
            && shape.Length == strides.Length)
        {
            return ++_tensors <= MostTensors
                ? new PickledTensor(storage, (long)((object[])arguments)[1], Sizes(shape), Sizes(strides))
                : throw Error($"there are more than {MostTensors} tensors.");
        }

        throw Error(
            $"REDUCE of {Describe(callee)} with {Describe(arguments)} is refused; expected OrderedDict with no arguments, or _rebuild_tensor_v2 "
            + "with a storage, an offset, sizes, as many strides, a bool and an empty dictionary.");
    }

    private ImmutableArray<long> Sizes(object[] values)
    {
        if (values.Length > MostAxes)
        {
            throw Error($"a tensor has {values.Length} axes; at most {MostAxes} are allowed.");
        }

        var sizes = ImmutableArray.CreateBuilder<long>(values.Length);
        foreach (var value in values)
        {
            sizes.Add(value is long and >= 0 ? (long)value : throw Error($"a size or stride is {Describe(value)}; expected a number from 0 on."));
        }

        return sizes.MoveToImmutable();
    }

    private void Set(object[] pairs)
    {
        if (Top() is not PickledDictionary dictionary || pairs.Length % 2 != 0)
        {
            throw Error($"{pairs.Length} keys and values are set in {Describe(Top())}; expected pairs in a dictionary.");
        }

        for (var i = 0; i < pairs.Length; i += 2)
        {
            dictionary.Set(pairs[i] as string ?? throw Error($"a key is {Describe(pairs[i])}; expected a text."), pairs[i + 1]);
        }
    }

    // The attribute _metadata of a state dict holds versions of PyTorch's modules, of which none matters here.
    private void Build(object state)
    {
        if (Top() is not PickledDictionary { Ordered: true }
            || state is not PickledDictionary attributes
            || attributes.Items.Any(item => !string.Equals(item.Key, "_metadata", StringComparison.Ordinal)))
        {
            throw Error($"BUILD of {Describe(Top())} with {Describe(state)} is refused; expected an OrderedDict with no attribute but _metadata.");
        }
    }

    private object Remembered(uint index) =>
        _memo.TryGetValue(index, out var value) ? value : throw Error($"the memo has nothing at {index}.");

    private object Top() => _stack is [.., var top] && top != Mark ? top : throw Error("there is no value to work on.");

    private object Pop()
    {
        var value = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object[] PopMany(int count)
    {
        var start = _stack.Count - count;
        if (start < 0 || _stack.LastIndexOf(Mark, _stack.Count - 1, count) >= 0)
        {
            throw Error($"there are no {count} values to work on.");
        }

        return PopFrom(start);
    }

    private object[] PopToMark()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw Error("there is no MARK to go back to.");
        }

        var values = PopFrom(mark + 1);
        _stack.RemoveAt(mark);
        return values;
    }

    private object[] PopFrom(int start)
    {
        var values = new object[_stack.Count - start];
        _stack.CopyTo(start, values, 0, values.Length);
        _stack.RemoveRange(start, values.Length);
        return values;
    }

    private ReadOnlySpan<byte> Bytes(uint count)
    {
        if (count > _pickle.Length - _at)
        {
            throw Error($"{count} bytes are needed, but only {_pickle.Length - _at} follow.");
        }

        var bytes = _pickle.Span.Slice(_at, (int)count);
        _at += (int)count;
        return bytes;
    }

    private string Place => $"data.pkl, byte {_opcodeAt}";

    private PyTorchFileException Error(string reason) => new(_file, Place, reason);

    private static string NameOf(PickleOpcode opcode) => Enum.IsDefined(opcode) ? opcode.ToString() : $"0x{(byte)opcode:X2}";

    private static string Describe(object value) => value switch
    {
        string text => SafetensorsException.Quote(text),
        long or bool => $"{value}",
        object[] tuple => $"a tuple of {tuple.Length}",
        PickledGlobal global => $"the global '{global.Name}'",
        PickledDictionary { Ordered: true } => "an OrderedDict",
        PickledDictionary => "a dict",
        PickledStorage storage => $"a {storage.Type.Name}",
        PickledTensor => "a tensor",
        _ => "None",
    };
}
