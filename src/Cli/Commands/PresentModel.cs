using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;

namespace Repro.Cli.Commands;

/// <summary>Finds the file of a model that a user named.</summary>
internal static class PresentModel
{
    private const string Published = QuantaMaths.Collection + ":";

    /// <summary>The file, one trained here before one of the zoo; after <c>quanta-maths:</c> the authors' own, whatever the preset.</summary>
    /// <exception cref="FormatException">The name is none.</exception>
    /// <exception cref="IOException">There is no such file, or a fetched one was changed.</exception>
    public static string Find(string text, Preset preset)
    {
        if (IsPublished(text))
        {
            return QuantaMaths.Locate().WeightsOf(TypedName.Parse(text[Published.Length..]));
        }

        var name = TypedName.Parse(text);
        var folder = ModelFolder.Locate(Environment.CurrentDirectory);
        return new[] { folder.Trained(name, preset), folder.Zoo(name, preset) }.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(Missing(name, preset, [.. folder.Present().Select(model => $"{model.Name} ({model.Preset})")]));
    }

    /// <summary>Whether a text names one of the authors' own models.</summary>
    public static bool IsPublished(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Published, StringComparison.Ordinal);
    }

    private static string Missing(ModelName name, Preset preset, string[] present) =>
        $"There is no {Names.Of(preset)} model {name}; 'repro train {name} --preset {Names.Of(preset)}' makes it. "
        + TypedName.Near(name)
        + (present.Length == 0 ? "No model is present." : $"Among the models present {NearestNames.Suggest($"{name}", present)}.");
}
