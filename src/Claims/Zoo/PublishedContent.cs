using System.Text.Json;

namespace Repro.Claims.Zoo;

/// <summary>
/// Whether a file can be what the authors publish under its name. Their JSON files are looked at no closer than to tell them from pages and
/// error reports: what they hold is for whoever reads them to judge.
/// </summary>
internal static class PublishedContent
{
    /// <summary>The file of a model's weights; its folder is named after the model.</summary>
    public const string Weights = "model.pth";

    /// <summary>An object that holds the loss of every step.</summary>
    public const string TrainingLoss = "training_loss.json";

    // The loss of 85,000 steps takes 2 MB.
    private const long LargestJson = 1 << 26;

    /// <summary>Refuses a file that cannot be the one of its name.</summary>
    /// <exception cref="IOException">It is none, or cannot be read; the message names it.</exception>
    public static void Check(string path)
    {
        switch (Path.GetFileName(path))
        {
            case Weights:
                _ = NamedModel.Load(path);
                break;
            case TrainingLoss:
                RequireJson(path, "an object with TrainingLoss", root => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("TrainingLoss", out _));
                break;
            default:
                RequireJson(path, "a list of nodes", root => root.ValueKind == JsonValueKind.Array && root.EnumerateArray().All(IsNode));
                break;
        }
    }

    private static bool IsNode(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("position", out _) && entry.TryGetProperty("tags", out _);

    private static void RequireJson(string path, string what, Predicate<JsonElement> holds)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > LargestJson)
        {
            throw new IOException($"{path}: it has {stream.Length} bytes; {what} of at most {LargestJson} is expected.");
        }

        try
        {
            using var json = JsonDocument.Parse(stream);
            if (!holds(json.RootElement))
            {
                throw new IOException($"{path}: the JSON in it is not {what}.");
            }
        }
        catch (JsonException e)
        {
            throw new IOException($"{path}: it is no JSON: {e.Message}", e);
        }
    }
}
