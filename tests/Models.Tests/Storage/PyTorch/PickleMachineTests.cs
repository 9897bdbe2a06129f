using FluentAssertions;
using Repro.Models.Storage.PyTorch;
using Xunit;

namespace Repro.Models.Tests.Storage.PyTorch;

/// <summary>What the machine that reads pickles allows, and that it names what it refuses.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class PickleMachineTests
{
    private const string Allowed =
        "PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINUNICODE GLOBAL EMPTY_DICT EMPTY_TUPLE TUPLE TUPLE1 TUPLE2 TUPLE3 "
        + "BINPUT LONG_BINPUT BINGET LONG_BINGET BINPERSID REDUCE SETITEM SETITEMS BUILD";

    public static TheoryData<byte, string> Refused()
    {
        var data = new TheoryData<byte, string>();
        for (var code = 0; code <= byte.MaxValue; code++)
        {
            var opcode = (PickleOpcode)code;
            var name = Enum.IsDefined(opcode) ? opcode.ToString() : $"0x{code:X2}";
            if (!Allowed.Split(' ').Contains(name))
            {
                data.Add((byte)code, name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_OpcodeThatNoTensorDictionaryNeeds_IsRefusedByNameAndPosition(byte opcode, string name)
    {
        var refusal = Refusal(new PickleBytes().Op('}').Op('}').Op('}').Raw(opcode).Raw(new byte[16]).Bytes);

        refusal.Message.Should().Be($"{Fixtures.File}: data.pkl, byte 5: the opcode {name} is refused: no dictionary of tensors needs it.");
    }

    [Fact]
    public void Opcodes_AllOfPickle_HaveTheirNames()
    {
        // pickletools.opcodes of Python 3.8 to 3.14 has 68.
        Enum.GetValues<PickleOpcode>().Should().HaveCount(68).And.OnlyHaveUniqueItems();
        Refused().Should().HaveCount(256 - Allowed.Split(' ').Length);
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "getattr")]
    [InlineData("torch._utils", "_rebuild_parameter")]
    [InlineData("torch", "FloatStorage.__init__")]
    [InlineData("torch._utils _rebuild_tensor_v2", "x")]
    [InlineData("", "")]
    public void Read_GlobalOutsideTheList_IsRefusedByNameAndPosition(string module, string name) =>
        Refusal(new PickleBytes().Global(module, name).Bytes).Message.Should()
            .Be($"{Fixtures.File}: data.pkl, byte 2: the global '{module} {name}' is refused: no dictionary of tensors needs it, and nothing is executed.");

    [Fact]
    public void Read_ControlCharactersInAGlobal_DoNotReachTheMessage() =>
        Refusal(new PickleBytes().Global("o\u001b[1As", "sys\rtem").Bytes).Message.Should().Contain("the global 'o\uFFFD[1As sys\uFFFDtem' is refused");

    [Fact]
    public void Read_Scalars_AreWhatPythonMeans()
    {
        var pickle = new PickleBytes().Op('(')
            .Op('K').Raw(255).Op('M').Raw(255, 255).Op('J').Raw(0xFE, 0xFF, 0xFF, 0xFF)
            .Raw(0x8A, 0).Raw(0x8A, 1, 0x80).Raw(0x8A, 2, 0xFF, 0).Number(long.MinValue).Raw(0x88, 0x89).Text("é").Op('t').Op('.');

        PickleMachine.Read(pickle.Bytes, Fixtures.File).Should().BeOfType<object[]>().Which.Should()
            .Equal(255L, 65_535L, -2L, 0L, -128L, 255L, long.MinValue, true, false, "é");
    }

    [Fact]
    public void Read_Memo_GivesTheSameValueAgain()
    {
        var pickle = new PickleBytes().Op('}').Op('q').Raw(7).Op('r').UInt32(4_000_000_000).Op('h').Raw(7).Op('j').UInt32(4_000_000_000).Raw(0x87).Op('.');

        var values = PickleMachine.Read(pickle.Bytes, Fixtures.File).Should().BeOfType<object[]>().Subject;

        values.Should().HaveCount(3).And.OnlyContain(value => ReferenceEquals(value, values[0]));
    }

    public static TheoryData<string, string, byte[]> Broken()
    {
        static PickleBytes New() => new();
        var many = New();
        for (var i = 0; i <= PickleMachine.MostValues; i++)
        {
            many.Op(')');
        }

        var long_ = New();
        for (var i = 0; i <= PickleMachine.MostOpcodes; i++)
        {
            long_.Op('}').Op('q').Raw(0).Op('h').Raw(0).Raw(0x86).Raw(0x85);
        }

        return new TheoryData<string, string, byte[]>
        {
            { "empty", "1 bytes are needed, but only 0 follow", [] },
            { "no PROTO", "begins with PROTO, not with EMPTY_DICT", [(byte)'}', (byte)'.'] },
            { "protocol 4", "PROTO 4 is refused", [0x80, 4, (byte)'}', (byte)'.'] },
            { "second PROTO", "PROTO 2 is refused", New().Raw(0x80, 2).Bytes },
            { "no STOP", "1 bytes are needed, but only 0 follow", New().Op('}').Bytes },
            { "STOP of nothing", "no value to work on", New().Op('.').Bytes },
            { "STOP of a mark", "no value to work on", New().Op('(').Op('.').Bytes },
            { "STOP of two values", "STOP leaves 1 values and 0 bytes", New().Op('}').Op('}').Op('.').Bytes },
            { "bytes after STOP", "STOP leaves 0 values and 1 bytes", New().Op('}').Op('.').Op('.').Bytes },
            { "text cut short", "4 bytes are needed, but only 3 follow", New().Op('X').UInt32(4).Raw(1, 2, 3).Bytes },
            { "long text", "a text has 4294967295 bytes; at most 1000", New().Op('X').UInt32(uint.MaxValue).Raw(1, 2, 3).Bytes },
            { "text that is not UTF-8", "not UTF-8", New().Op('X').UInt32(1).Raw(0xFF).Bytes },
            { "long LONG1", "LONG1 has 9 bytes", New().Raw(0x8A, 9).Raw(new byte[9]).Bytes },
            { "global without end", "no line end", New().Op('c').Raw(new byte[300]).Bytes },
            { "unknown memo", "the memo has nothing at 3", New().Op('h').Raw(3).Bytes },
            { "memo of a mark", "no value to work on", New().Op('(').Op('q').Raw(0).Bytes },
            { "TUPLE without mark", "no MARK", New().Op('}').Op('t').Bytes },
            { "TUPLE2 over a mark", "no 2 values", New().Op('}').Op('(').Op('}').Raw(0x86).Bytes },
            { "TUPLE3 of two", "no 3 values", New().Op('}').Op('}').Raw(0x87).Bytes },
            { "item of a text", "1 keys and values are set in 'x'", New().Text("x").Op('(').Op('N').Op('u').Bytes },
            { "odd items", "3 keys and values are set in a dict", New().Op('}').Op('(').Text("x").Op('N').Op('N').Op('u').Bytes },
            { "key that is no text", "a key is 5; expected a text", New().Op('}').Op('K').Raw(5).Op('N').Op('s').Bytes },
            { "BUILD of a dict", "BUILD of a dict", New().Op('}').Op('}').Op('b').Bytes },
            { "BUILD with other attributes", "no attribute but _metadata", New().Global("collections", "OrderedDict").Op(')').Op('R').Op('}').Text("__class__").Op('N').Op('s').Op('b').Bytes },
            { "call of a storage type", "REDUCE of the global 'torch FloatStorage' with a tuple of 0", New().Global("torch", "FloatStorage").Op(')').Op('R').Bytes },
            { "call of a text", "REDUCE of 'x'", New().Text("x").Op(')').Op('R').Bytes },
            { "OrderedDict with arguments", "REDUCE of the global 'collections OrderedDict' with a tuple of 1", New().Global("collections", "OrderedDict").Op('N').Raw(0x85).Op('R').Bytes },
            { "persistent id of a text", "BINPERSID of 'x'", New().Text("x").Op('Q').Bytes },
            { "many values", $"more than {PickleMachine.MostValues} values", many.Bytes },
            { "many opcodes", $"more than {PickleMachine.MostOpcodes} opcodes", long_.Bytes },
        };
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenPickle_IsRefused(string what, string reason, byte[] pickle)
    {
        var refusal = Refusal(pickle);

        refusal.Reason.Should().Contain(reason, what);
        refusal.Place.Should().StartWith("data.pkl, byte ");
    }

    [Fact]
    public void Read_CyclicDictionary_IsNoTrouble()
    {
        var pickle = new PickleBytes().Op('}').Op('q').Raw(0).Text("state_dict").Op('h').Raw(0).Op('s').Op('.').Bytes;

        FluentActions.Invoking(() => Fixtures.Open(Fixtures.OfPickle(pickle))).Should().Throw<PyTorchFileException>().WithMessage("*'state_dict': it is no tensor.");
    }

    private static PyTorchFileException Refusal(byte[] pickle) =>
        FluentActions.Invoking(() => PickleMachine.Read(pickle, Fixtures.File)).Should().Throw<PyTorchFileException>().Which;
}
