using System.Text.Json;

namespace Repro.Claims.Quanta.Maps;

/// <summary>Says what is wrong with JSON and where.</summary>
internal static class JsonFault
{
    /// <summary>The complaint, with the place where it does not name it itself.</summary>
    public static string Text(JsonException e) =>
        e.Path is null || e.Message.Contains(e.Path, StringComparison.Ordinal) ? e.Message : $"at {e.Path}: {e.Message}";
}
