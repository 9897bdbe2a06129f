using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using Repro.Models.Randomness;
using Repro.Models.Storage;
using Xunit;

namespace Repro.Models.Tests.Storage;

/// <summary>
/// Damaged files: whatever the bytes are, loading gives a model or a <see cref="SafetensorsException"/>, and allocates no more than
/// the file's size and 1 MB.
/// </summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed partial class SafetensorsFuzzTests
{
    private const int Files = 12_000;

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "4", "1.5", "1e3", "1e999", "256", "65536", "2147483647", "2147483648", "4294967295", "4611686018427387904",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "[]", "null", "\"1\"",
    ];

    private static readonly Action<byte[]>[] Loaders =
    [
        file =>
        {
            using var reader = SafetensorsBytes.Reader(file);
            ModelFile.Read(reader);
        },
        file =>
        {
            using var reader = SafetensorsBytes.Reader(file);
            TrainingCheckpoint.Read(reader, Samples.Identity);
        },
        file =>
        {
            using var reader = SafetensorsBytes.Reader(file);
            foreach (var tensor in reader.Tensors)
            {
                reader.Read(tensor.Name, new float[tensor.Length]);
            }
        },
    ];

    [Fact]
    public void Load_TwelveThousandMutatedFiles_NeverDoesAnythingButLoadOrRefuse()
    {
        byte[][] whole = [Samples.Bytes(Samples.Model().Save), Samples.Bytes(Samples.Checkpoint().Save)];
        DamagedFiles.WarmUp(Loaders, whole);

        var reasons = new HashSet<string>(StringComparer.Ordinal);
        var loaded = 0;
        for (var i = 0; i < Files; i++)
        {
            var draws = new RandomSequence(20_260, StreamPurpose.Testing, (uint)i);
            var kind = draws.NextBelow(Loaders.Length);
            var file = Mutate(whole, kind == 2 ? draws.NextBelow(2) : kind, ref draws);

            var (error, allocated) = DamagedFiles.Load(Loaders[kind], file);

            allocated.Should().BeLessThanOrEqualTo(file.Length + DamagedFiles.Slack, "file {0} has {1} bytes", i, file.Length);
            switch (error)
            {
                case null:
                    loaded++;
                    break;
                case SafetensorsException refusal:
                    refusal.Message.Should().StartWith(SafetensorsBytes.File);
                    reasons.Add(Variable().Replace(refusal.Reason, "·"));
                    break;
                default:
                    Assert.Fail($"File {i} of the sequence, loader {kind}: {error}");
                    break;
            }
        }

        // The damage reached every check, and some of it did no harm (a changed value read without a hash, for instance).
        reasons.Should().HaveCountGreaterThan(60);
        loaded.Should().BeGreaterThan(100);
    }

    public static TheoryData<string, byte[]> WorstCases()
    {
        const int Longest = SafetensorsHeaderParser.LongestHeader;
        var scalars = new StringBuilder("{");
        for (var i = 0; scalars.Length < Longest - 70; i++)
        {
            scalars.Append($"\"{i:x}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}},");
        }

        scalars.Append("\"z\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}");

        var layers = new StringBuilder("""{"__metadata__":{"format":"repro model 1","numerics":"1","seed":"1","recipe":"{\"steps\":1,\"learningRate\":1,\"warmUpSteps\":0,\"seed\":1}",""");
        layers.Append("\"config\":\"{\\\"layers\\\":NN,\\\"heads\\\":1,\\\"dModel\\\":1,\\\"dHead\\\":1,\\\"dMlp\\\":1,\\\"context\\\":1,\\\"vocabulary\\\":2}\"}");
        var tensors = 0;
        for (; layers.Length < Longest - 70; tensors++)
        {
            layers.Append($",\"{tensors:x}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        }

        layers.Append('}').Replace("NN", $"{tensors / 16}");

        var metadata = new StringBuilder("{\"__metadata__\":{");
        for (var i = 0; metadata.Length < Longest - 20; i++)
        {
            metadata.Append($"\"{i:x}\":\"\",");
        }

        metadata.Append("\"\":\"\"}}");

        var longText = $$$"""{"__metadata__":{"format":"{{{new string('x', Longest - 40)}}}"}}""";
        var escapes = "{\"__metadata__\":{\"format\":\"" + string.Concat(Enumerable.Repeat("\\u0041", (Longest / 6) - 10)) + "\"}}";
        var config = $$$"""{"__metadata__":{"format":"repro model 1","numerics":"1","config":"{{{new string('[', Longest - 100)}}}"}}""";
        var type = $$$"""{"a":{"dtype":"{{{new string('F', Longest - 100)}}}","shape":[],"data_offsets":[0,4]}}""";

        return new TheoryData<string, byte[]>
        {
            { "as many tensors as the header can name", SafetensorsBytes.Of(scalars.ToString(), 4) },
            { "a config of as many layers as there are tensors", SafetensorsBytes.Of(layers.ToString(), 0) },
            { "as many metadata as the header can name", SafetensorsBytes.Of(metadata.ToString(), 0) },
            { "one long text", SafetensorsBytes.Of(longText, 0) },
            { "one long text of escapes", SafetensorsBytes.Of(escapes, 0) },
            { "a long config", SafetensorsBytes.Of(config, 0) },
            { "a long dtype", SafetensorsBytes.Of(type, 4) },
        };
    }

    [Theory]
    [MemberData(nameof(WorstCases))]
    public void Load_HeaderMadeToCostMemory_StaysBelowTheFilesSizeAndOneMegabyte(string what, byte[] file)
    {
        DamagedFiles.WarmUp(Loaders, [Samples.Bytes(Samples.Model().Save), Samples.Bytes(Samples.Checkpoint().Save)]);

        foreach (var loader in Loaders)
        {
            var (error, allocated) = DamagedFiles.Load(loader, file);

            if (error is not null)
            {
                error.Should().BeOfType<SafetensorsException>();
                error.Message.Length.Should().BeLessThan(2_000, "a message quotes the beginning of a long text only");
            }

            allocated.Should().BeLessThanOrEqualTo(file.Length + DamagedFiles.Slack, what);
        }
    }

    private static byte[] Mutate(byte[][] whole, int which, ref RandomSequence draws)
    {
        var file = whole[which];
        var header = SafetensorsBytes.HeaderLength(file);
        switch (draws.NextBelow(9))
        {
            case 0: // flip bits of the header
                return DamagedFiles.FlipBits(file, 0, 8 + header, 1 + draws.NextBelow(8), ref draws);
            case 1: // flip bits anywhere
                return DamagedFiles.FlipBits(file, 0, file.Length, 1 + draws.NextBelow(8), ref draws);
            case 2: // cut
                return file[..draws.NextBelow(file.Length)];
            case 3: // insert bytes anywhere
                return Splice(file, draws.NextBelow(file.Length + 1), 0, RandomBytes(1 + draws.NextBelow(64), ref draws));
            case 4: // remove bytes
                var start = draws.NextBelow(file.Length);
                return Splice(file, start, Math.Min(1 + draws.NextBelow(64), file.Length - start), []);
            case 5: // another header length
                var length = (byte[])file.Clone();
                BinaryPrimitives.WriteUInt64LittleEndian(length, draws.NextBool(0.5)
                    ? (ulong)draws.NextBelow(file.Length)
                    : ((ulong)draws.NextUInt32() << 32 | draws.NextUInt32()) >> draws.NextBelow(64));
                return length;
            case 6: // another number in the header, whose length is set right
                return EditNumbers(file, ref draws);
            case 7: // a piece of one header inside another, whose length is set right
                var donor = SafetensorsBytes.Header(whole[draws.NextBelow(whole.Length)]);
                var from = draws.NextBelow(donor.Length);
                var text = SafetensorsBytes.Header(file);
                var at = draws.NextBelow(text.Length);
                var removed = Math.Min(draws.NextBelow(80), text.Length - at);
                return WithHeader(file, text.Remove(at, removed).Insert(at, donor.Substring(from, Math.Min(draws.NextBelow(200), donor.Length - from))));
            default: // a piece of one file inside another
                var other = whole[draws.NextBelow(whole.Length)];
                var piece = draws.NextBelow(other.Length);
                var place = draws.NextBelow(file.Length);
                return Splice(file, place, Math.Min(draws.NextBelow(500), file.Length - place), other.AsSpan(piece, Math.Min(draws.NextBelow(500), other.Length - piece)));
        }
    }

    private static byte[] EditNumbers(byte[] file, ref RandomSequence draws)
    {
        var header = SafetensorsBytes.Header(file);
        for (var edits = 1 + draws.NextBelow(2); edits > 0; edits--)
        {
            var matches = Number().Matches(header);
            var match = matches[draws.NextBelow(matches.Count)];
            var number = draws.NextBool(0.5) ? Numbers[draws.NextBelow(Numbers.Length)] : $"{draws.NextBelow(5_000)}";
            header = header.Remove(match.Index, match.Length).Insert(match.Index, number);
        }

        return WithHeader(file, header);
    }

    private static byte[] WithHeader(byte[] file, string header) =>
        [.. SafetensorsBytes.Of(header, 0), .. file.AsSpan(8 + SafetensorsBytes.HeaderLength(file))];

    private static byte[] Splice(byte[] file, int start, int removed, ReadOnlySpan<byte> inserted) =>
        [.. file.AsSpan(0, start), .. inserted, .. file.AsSpan(start + removed)];

    private static byte[] RandomBytes(int count, ref RandomSequence draws)
    {
        var bytes = new byte[count];
        foreach (ref var value in bytes.AsSpan())
        {
            value = (byte)draws.NextBelow(256);
        }

        return bytes;
    }

    [GeneratedRegex("[0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();

    // What differs from file to file in a reason: numbers, quoted texts, places.
    [GeneratedRegex("'[^']*'|[0-9]+|LineNumber.*|Path:.*|The JSON .*", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Variable();
}
