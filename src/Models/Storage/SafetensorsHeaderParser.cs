using System.Collections.Immutable;
using System.Text.Json;

namespace Repro.Models.Storage;

/// <summary>
/// Reads the JSON header of a safetensors file: {name: {dtype, shape, data_offsets: [begin, end]}, "__metadata__": {text: text}}.
/// The header is not trusted: every number is checked before it is used, and the limits below keep what parsing allocates
/// under half a megabyte, whatever the header holds.
/// </summary>
internal ref struct SafetensorsHeaderParser
{
    /// <summary>Longest header in bytes: room for about 700 tensors. GPT-2 XL has 580; a training checkpoint of 12 layers has 595.</summary>
    public const int LongestHeader = 80 * 1024;

    private const int LongestName = 256;
    private const int MostDimensions = 8;
    private const int MostMetadata = 100;

    // "":{"dtype":"F32","shape":[],"data_offsets":[0,4]}
    private const int ShortestEntry = 50;

    private readonly string _file;
    private readonly long _dataLength;
    private readonly Dictionary<string, SafetensorsEntry> _tensors;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private Utf8JsonReader _json;
    private bool _hasMetadata;

    private SafetensorsHeaderParser(ReadOnlySpan<byte> header, long dataLength, string file)
    {
        _file = file;
        _dataLength = dataLength;
        _json = new Utf8JsonReader(header);
        _tensors = new Dictionary<string, SafetensorsEntry>((header.Length / ShortestEntry) + 1, StringComparer.Ordinal);
    }

    /// <summary>Parses and checks a header.</summary>
    /// <param name="header">The header's bytes.</param>
    /// <param name="dataLength">Bytes that follow the header; the tensors must cover them without a hole or an overlap.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="SafetensorsException">The header breaks a rule of the format.</exception>
    public static (IReadOnlyDictionary<string, SafetensorsEntry> Tensors, IReadOnlyDictionary<string, string> Metadata) Parse(
        ReadOnlySpan<byte> header, long dataLength, string file)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            throw new SafetensorsException(file, null, "the header does not begin with '{'.");
        }

        var parser = new SafetensorsHeaderParser(header, dataLength, file);
        try
        {
            parser.ReadHeader();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The JSON reader reports broken UTF-8 inside a string as an invalid operation.
            throw new SafetensorsException(file, null, $"the header is not valid JSON: {e.Message}", e);
        }

        parser.CheckCoverage();
        return (parser._tensors, parser._metadata);
    }

    private void ReadHeader()
    {
        _json.Read();
        while (ReadName(out var name))
        {
            if (string.Equals(name, "__metadata__", StringComparison.Ordinal))
            {
                ReadMetadata();
            }
            else
            {
                var entry = ReadTensor(name);
                if (!_tensors.TryAdd(name, entry))
                {
                    throw Error(name, "the header names it twice.");
                }
            }
        }

        // Anything but white space after the closing brace makes this throw.
        _json.Read();
    }

    private void ReadMetadata()
    {
        if (_hasMetadata)
        {
            throw Error(null, "the header holds __metadata__ twice.");
        }

        _hasMetadata = true;
        Expect(JsonTokenType.StartObject, null, "__metadata__ must be an object of texts");
        while (ReadName(out var key))
        {
            Expect(JsonTokenType.String, null, $"metadata '{key}' must be a text");
            if (_metadata.Count == MostMetadata)
            {
                throw Error(null, $"the metadata has more than {MostMetadata} entries.");
            }

            if (!_metadata.TryAdd(key, _json.GetString()!))
            {
                throw Error(null, $"metadata '{key}' is given twice.");
            }
        }
    }

    private SafetensorsEntry ReadTensor(string tensor)
    {
        Expect(JsonTokenType.StartObject, tensor, "its entry must be an object");
        var hasType = false;
        ImmutableArray<long>? shape = null;
        ImmutableArray<long>? offsets = null;
        while (ReadName(out var field))
        {
            switch (field)
            {
                case "dtype" when !hasType:
                    ReadType(tensor);
                    hasType = true;
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(tensor, field, MostDimensions);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(tensor, field, 2);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Error(tensor, $"{field} is given twice.");
                default:
                    throw Error(tensor, $"its entry has a field '{field}'; a tensor has dtype, shape and data_offsets.");
            }
        }

        if (!hasType || shape is null || offsets is null)
        {
            throw Error(tensor, $"its entry lacks {(hasType ? shape is null ? "shape" : "data_offsets" : "dtype")}.");
        }

        return Entry(tensor, shape.Value, offsets.Value);
    }

    private void ReadType(string tensor)
    {
        Expect(JsonTokenType.String, tensor, "dtype must be a text");
        if (!_json.ValueTextEquals("F32"u8))
        {
            throw Error(tensor, $"dtype is {SafetensorsException.Quote(_json.GetString()!)}; only F32 is supported.");
        }
    }

    private ImmutableArray<long> ReadNumbers(string tensor, string field, int most)
    {
        Expect(JsonTokenType.StartArray, tensor, $"{field} must be an array");
        Span<long> numbers = stackalloc long[most];
        var count = 0;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var number) || number < 0)
            {
                throw Error(tensor, $"{field} must hold whole numbers from 0 to {long.MaxValue}.");
            }

            if (count == most)
            {
                throw Error(tensor, $"{field} has more than {most} numbers.");
            }

            numbers[count++] = number;
        }

        return [.. numbers[..count]];
    }

    private readonly SafetensorsEntry Entry(string tensor, ImmutableArray<long> shape, ImmutableArray<long> offsets)
    {
        if (offsets is not [var start, var end] || start > end)
        {
            throw Error(tensor, $"data_offsets are [{string.Join(", ", offsets)}]; they must be a begin and an end not before it.");
        }

        if (end > _dataLength)
        {
            throw Error(tensor, $"its data end at byte {end}, but only {_dataLength} bytes of data follow the header; the file is cut short or its header is wrong.");
        }

        long size = sizeof(float);
        foreach (var dimension in shape)
        {
            if (dimension != 0 && size > long.MaxValue / dimension)
            {
                throw Error(tensor, $"shape [{string.Join(", ", shape)}] has more bytes than can be counted.");
            }

            size *= dimension;
        }

        return size == end - start
            ? new SafetensorsEntry(tensor, shape, start, end)
            : throw Error(tensor, $"shape [{string.Join(", ", shape)}] takes {size} bytes, but data_offsets [{start}, {end}] hold {end - start}.");
    }

    private readonly void CheckCoverage()
    {
        var ordered = new SafetensorsEntry[_tensors.Count];
        _tensors.Values.CopyTo(ordered, 0);
        Array.Sort(ordered, static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        long next = 0;
        foreach (var entry in ordered)
        {
            if (entry.Start != next)
            {
                throw Error(entry.Name, entry.Start < next
                    ? $"its data begin at byte {entry.Start} and overlap those of another tensor, which end at {next}."
                    : $"its data begin at byte {entry.Start}, but those before it end at {next}: bytes between belong to no tensor.");
            }

            next = entry.End;
        }

        if (next != _dataLength)
        {
            throw Error(null, $"the tensors end at byte {next} of the data, but {_dataLength} bytes of data follow the header.");
        }
    }

    /// <summary>Reads the next name of an object; false at the object's end.</summary>
    private bool ReadName(out string name)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            name = string.Empty;
            return false;
        }

        if (_json.ValueSpan.Length > LongestName)
        {
            throw Error(null, $"the header holds a name of {_json.ValueSpan.Length} bytes; at most {LongestName} are allowed.");
        }

        name = _json.GetString()!;
        return true;
    }

    private void Expect(JsonTokenType type, string? tensor, string rule)
    {
        _json.Read();
        if (_json.TokenType != type)
        {
            throw Error(tensor, $"{rule}; the header has {_json.TokenType} there.");
        }
    }

    private readonly SafetensorsException Error(string? tensor, string reason) => new(_file, tensor, reason);
}
