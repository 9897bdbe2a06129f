using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;

namespace Repro.Cli.Commands;

/// <summary>Finds the file of a model that a user named.</summary>
internal static class PresentModel
{
    /// <summary>The file, one trained here before one of the zoo.</summary>
    /// <exception cref="FormatException">The name is none.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string Find(string text, Preset preset)
    {
        var name = NamedModel.Parse(text);
        var folder = ModelFolder.Locate(Environment.CurrentDirectory);
        return new[] { folder.Trained(name, preset), folder.Zoo(name, preset) }.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(Missing(text, preset, [.. folder.Present().Select(model => $"{model.Name} ({model.Preset})")]));
    }

    private static string Missing(string name, Preset preset, string[] present) =>
        $"There is no {Names.Of(preset)} model {name}; 'repro train {name} --preset {Names.Of(preset)}' makes it. "
        + (present.Length == 0 ? "No model is present." : $"Among the models present {NearestNames.Suggest(name, present)}.");
}
