using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta.Maps;

/// <summary>Writes a node as its name.</summary>
internal sealed class NodeJson : JsonConverter<Node>
{
    public override Node Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ParsedText.Read(ref reader, Node.Parse);

    public override void Write(Utf8JsonWriter writer, Node value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
