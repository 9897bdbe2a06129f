using System.Text.Json;

namespace Repro.Claims.Quanta.Maps;

/// <summary>JSON strings with a form of their own.</summary>
internal static class ParsedText
{
    /// <summary>Reads a string through a parser, whose complaint becomes one about the JSON at that place.</summary>
    public static T Read<T>(ref Utf8JsonReader reader, Func<string, T> parse)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"a text was expected, and there is {reader.TokenType}.");
        }

        try
        {
            return parse(reader.GetString()!);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
