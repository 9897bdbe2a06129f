using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Repro.Claims.Quanta.Maps;
using Repro.Models.Storage;

namespace Repro.Claims.Zoo;

/// <summary>Records as JSON files: written as a whole or not at all, in a form that people read and compare; read strictly.</summary>
internal static class RecordFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        // The files are read by people and never embedded in HTML, so + and < stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullElements } },
    };

    /// <summary>The text of a record's file.</summary>
    public static string Text<T>(T record) => JsonSerializer.Serialize(record, Format) + "\n";

    /// <summary>Writes a record's file; its folder must exist.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, T record) => AtomicFile.Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, record, Format);
        stream.Write("\n"u8);
    });

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it must be, for the error.</param>
    /// <exception cref="IOException">The file cannot be read or is no such record; the message names the file and the place.</exception>
    public static T Read<T>(string path, string what)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(stream, Format) ?? throw new JsonException("it is null.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new IOException($"'{path}' is no {what}: {(e is JsonException fault ? JsonFault.Text(fault) : e.Message)}", e);
        }
    }

    // The serializer keeps to the annotations of members, but not to those of an array's elements.
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => typeof(IList).IsAssignableFrom(member.PropertyType)
            && member is { Get: not null, PropertyType: { IsValueType: true, GenericTypeArguments: [{ IsValueType: false }] } }))
        {
            // An array that is missing has no elements to look at; the serializer refuses it by itself, but only afterwards.
            var missing = Activator.CreateInstance(member.PropertyType);
            type.OnDeserialized += record =>
            {
                if (member.Get!(record) is IList elements && !elements.Equals(missing) && elements.IndexOf(null) is >= 0 and var index)
                {
                    throw new JsonException($"{member.Name}[{index}] is null.");
                }
            };
        }
    }
}
