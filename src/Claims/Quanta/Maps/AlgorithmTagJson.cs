using System.Text.Json;
using System.Text.Json.Serialization;

namespace Repro.Claims.Quanta.Maps;

/// <summary>Writes an algorithm tag as its text.</summary>
internal sealed class AlgorithmTagJson : JsonConverter<AlgorithmTag>
{
    public override AlgorithmTag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ParsedText.Read(ref reader, AlgorithmTag.Parse);

    public override void Write(Utf8JsonWriter writer, AlgorithmTag value, JsonSerializerOptions options) => writer.WriteStringValue($"{value}");
}
