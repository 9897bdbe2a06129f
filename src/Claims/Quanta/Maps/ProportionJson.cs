using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims.Statistics;

namespace Repro.Claims.Quanta.Maps;

/// <summary>Writes a share as its counts with, for the reader, its 95 % bounds; these are not read back.</summary>
internal sealed class ProportionJson : JsonConverter<Proportion>
{
    public override Proportion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var counts = JsonSerializer.Deserialize<Counts>(ref reader, options) ?? throw new JsonException("a share is null.");
        return counts.Trials >= 1 && counts.Hits >= 0 && counts.Hits <= counts.Trials
            ? new Proportion(counts.Hits, counts.Trials)
            : throw new JsonException($"{counts.Hits} of {counts.Trials} is no share; hits must lie in 0 to trials, and trials be 1 or more.");
    }

    public override void Write(Utf8JsonWriter writer, Proportion value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("hits", value.Hits);
        writer.WriteNumber("trials", value.Trials);
        writer.WriteNumber("lower", Math.Round(value.Bounds.Lower, 4));
        writer.WriteNumber("upper", Math.Round(value.Bounds.Upper, 4));
        writer.WriteEndObject();
    }

    private sealed record Counts(int Hits, int Trials);
}
