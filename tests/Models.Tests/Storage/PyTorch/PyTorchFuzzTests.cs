using System.Buffers.Binary;
using System.Text.RegularExpressions;
using FluentAssertions;
using Repro.Models.Randomness;
using Repro.Models.Storage.PyTorch;
using Xunit;

namespace Repro.Models.Tests.Storage.PyTorch;

/// <summary>
/// Damaged and hostile files: whatever the bytes are, reading gives tensors or a <see cref="PyTorchFileException"/>, and allocates no more
/// than the file's size and 1 MB.
/// </summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed partial class PyTorchFuzzTests
{
    private const int Files = 16_000;

    private static readonly uint[] Sizes = [0, 1, 8, 255, 256, 65_535, 65_536, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    private static readonly Action<byte[]>[] Loaders =
    [
        bytes =>
        {
            using var file = Fixtures.Open(bytes);
            PyTorchModel.Read(file);
        },
        bytes =>
        {
            using var file = Fixtures.Open(bytes);
            foreach (var (name, tensor) in file.Tensors)
            {
                file.Read(name, new float[tensor.Length]);
            }
        },
    ];

    [Fact]
    public void Read_SixteenThousandMutatedFiles_NeverDoesAnythingButReadOrRefuse()
    {
        var whole = Fixtures.All.Select(Fixtures.Bytes).ToArray();
        var entries = whole.Where(file => file[0] == 'P').Select(Fixtures.Entries).ToArray();
        DamagedFiles.WarmUp(Loaders, whole);

        var reasons = new HashSet<string>(StringComparer.Ordinal);
        var read = 0;
        for (var i = 0; i < Files; i++)
        {
            var draws = new RandomSequence(20_261, StreamPurpose.Testing, (uint)i);
            var file = Mutate(whole, entries, ref draws);
            var loader = draws.NextBelow(Loaders.Length);

            var (error, allocated) = DamagedFiles.Load(Loaders[loader], file);

            allocated.Should().BeLessThanOrEqualTo(file.Length + DamagedFiles.Slack, "file {0} has {1} bytes", i, file.Length);
            switch (error)
            {
                case null:
                    read++;
                    break;
                case PyTorchFileException refusal:
                    refusal.Message.Should().StartWith(Fixtures.File);
                    reasons.Add(Variable().Replace(refusal.Reason, "·"));
                    break;
                default:
                    Assert.Fail($"File {i} of the sequence, loader {loader}: {error}");
                    break;
            }
        }

        // The damage reached every check, and some of it did no harm.
        reasons.Should().HaveCountGreaterThan(60);
        read.Should().BeGreaterThan(100);
    }

    public static TheoryData<string, byte[]> WorstCases()
    {
        var dictionaries = new PickleBytes();
        var dictionariesInMemo = new PickleBytes();
        var tuples = new PickleBytes();
        var numbers = new PickleBytes();
        for (var i = 0; i < PickleMachine.MostValues - 8; i++)
        {
            dictionaries.Op('}');
            dictionariesInMemo.Op('}').Op('r').UInt32(uint.MaxValue - (uint)i);
            numbers.Number(i + 1_000);
        }

        for (var i = 0; i < PickleMachine.MostValues - 8; i++)
        {
            tuples.Op('}').Raw(0x85);
        }

        var items = new PickleBytes().Op('}').Text("k").Op('q').Raw(1).Op('N').Op('s');
        for (var i = 0; i < (PickleMachine.MostOpcodes / 3) - 8; i++)
        {
            items.Op('h').Raw(1).Op('N').Op('s');
        }

        var tensors = new PickleBytes().Op('}').Text("w").Op('q').Raw(9).Op('(').Storage(6).Op('q').Raw(1);
        tensors.Global("torch._utils", "_rebuild_tensor_v2").Op('q').Raw(2).Op('(').Op('h').Raw(1).Op('K').Raw(0)
            .Numbers(0, 0, 0, 0, 0, 0, 0, 0).Numbers(1, 1, 1, 1, 1, 1, 1, 1).Raw(0x89).Op('}').Op('t').Op('q').Raw(3);
        for (var i = 0; i < PickleMachine.MostValues - 40; i++)
        {
            tensors.Op('h').Raw(2).Op('h').Raw(3).Op('R');
        }

        var text = new PickleBytes().Text(new string('x', PyTorchFile.LongestPickle - 20));
        var texts = new PickleBytes();
        for (var i = 0; i < PyTorchFile.LongestPickle / 1_005; i++)
        {
            texts.Text(new string('x', 1_000));
        }

        return new TheoryData<string, byte[]>
        {
            { "dictionaries", Fixtures.OfPickle(dictionaries.Bytes) },
            { "dictionaries in the memo", Fixtures.OfPickle(dictionariesInMemo.Bytes) },
            { "tuples", Fixtures.OfPickle(tuples.Bytes) },
            { "items", Fixtures.OfPickle(items.Op('.').Bytes) },
            { "numbers", Fixtures.OfPickle(numbers.Bytes) },
            { "tensors", Fixtures.OfPickle(tensors.Bytes) },
            { "a long text", Fixtures.OfPickle(text.Bytes) },
            { "texts", Fixtures.OfPickle(texts.Bytes) },
            { "entries", Fixtures.Zip(Enumerable.Range(0, ZipDirectory.MostEntries).Select(i => ($"a/data/{i}", Array.Empty<byte>()))) },
            { "entries of long names", Fixtures.Zip(Enumerable.Range(0, ZipDirectory.MostEntries).Select(i => ($"{i:0000}{new string('x', 252)}", Array.Empty<byte>()))) },
        };
    }

    [Theory]
    [MemberData(nameof(WorstCases))]
    public void Read_FileMadeToCostMemory_StaysBelowTheFilesSizeAndOneMegabyte(string what, byte[] file)
    {
        DamagedFiles.WarmUp(Loaders, [.. Fixtures.All.Select(Fixtures.Bytes)]);

        foreach (var loader in Loaders)
        {
            var (error, allocated) = DamagedFiles.Load(loader, file);

            error.Should().BeOfType<PyTorchFileException>();
            error!.Message.Length.Should().BeLessThan(5_000, "a message quotes short texts only");
            allocated.Should().BeLessThanOrEqualTo(file.Length + DamagedFiles.Slack, what);
        }
    }

    private static byte[] Mutate(byte[][] whole, List<(string Name, byte[] Content)>[] entries, ref RandomSequence draws)
    {
        var file = whole[draws.NextBelow(whole.Length)];
        switch (draws.NextBelow(8))
        {
            case 0: // flip bits anywhere
                return FlipBits(file, 0, ref draws);
            case 1: // flip bits of the directory
                return FlipBits(file, Directory(file), ref draws);
            case 2: // cut, at the end or at the start
                var cut = draws.NextBelow(file.Length);
                return draws.NextBool(0.5) ? file[..cut] : file[cut..];
            case 3: // sizes and offsets of the directory
                var sized = (byte[])file.Clone();
                var at = Directory(file) + draws.NextBelow(file.Length - Directory(file) - 4);
                BinaryPrimitives.WriteUInt32LittleEndian(sized.AsSpan(at), Sizes[draws.NextBelow(Sizes.Length)]);
                return sized;
            case 4: // a piece of one file inside another
                return Splice(file, whole[draws.NextBelow(whole.Length)], 500, ref draws);
            default: // pickles and storages changed under right checksums: these reach the machine
                var changed = entries[draws.NextBelow(entries.Length)].ToList();
                var donors = entries[draws.NextBelow(entries.Length)];
                for (var edits = 1 + draws.NextBelow(2); edits > 0; edits--)
                {
                    var which = draws.NextBool(0.8) ? 0 : draws.NextBelow(changed.Count);
                    changed[which] = (changed[which].Name, Edit(changed[which].Content, donors[0].Content, ref draws));
                }

                return Fixtures.Zip(changed);
        }
    }

    private static byte[] Edit(byte[] content, byte[] donor, ref RandomSequence draws)
    {
        if (content.Length < 8)
        {
            return new byte[draws.NextBelow(64)];
        }

        var at = draws.NextBelow(content.Length - 4);
        switch (draws.NextBelow(6))
        {
            case 0:
                return FlipBits(content, 0, ref draws);
            case 1: // one byte becomes an opcode
                var opcodes = Enum.GetValues<PickleOpcode>();
                var other = (byte[])content.Clone();
                other[at] = (byte)opcodes[draws.NextBelow(opcodes.Length)];
                return other;
            case 2: // a number becomes another
                var number = (byte[])content.Clone();
                if (number.AsSpan(at).IndexOf((byte)'K') is var offset and >= 0 && at + offset + 1 < number.Length)
                {
                    number[at + offset + 1] = (byte)draws.NextBelow(256);
                }

                return number;
            case 3: // a length or number of four bytes
                var length = (byte[])content.Clone();
                BinaryPrimitives.WriteUInt32LittleEndian(length.AsSpan(at), Sizes[draws.NextBelow(Sizes.Length)]);
                return length;
            case 4:
                return Splice(content, donor, 200, ref draws);
            default: // shorter or longer
                return draws.NextBool(0.5) ? content[..at] : [.. content, .. content.AsSpan(at)];
        }
    }

    private static int Directory(byte[] file)
    {
        var at = file.AsSpan().IndexOf("PK\u0001\u0002"u8);
        return at < 0 ? 0 : at;
    }

    private static byte[] FlipBits(byte[] file, int start, ref RandomSequence draws) =>
        DamagedFiles.FlipBits(file, start, file.Length, 1 + draws.NextBelow(4), ref draws);

    private static byte[] Splice(byte[] file, byte[] other, int most, ref RandomSequence draws)
    {
        var (place, piece) = (draws.NextBelow(file.Length), draws.NextBelow(other.Length));
        var removed = Math.Min(draws.NextBelow(most), file.Length - place);
        var inserted = Math.Min(draws.NextBelow(most), other.Length - piece);
        return [.. file.AsSpan(0, place), .. other.AsSpan(piece, inserted), .. file.AsSpan(place + removed)];
    }

    // What differs from file to file in a reason: numbers, quoted texts, checksums.
    [GeneratedRegex("'[^']*'|[0-9a-fA-F]*[0-9][0-9a-fA-F]*|opcode [A-Z]+[0-9A-Z_]*", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Variable();
}
