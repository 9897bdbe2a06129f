namespace Repro.Claims.Arithmetic;

/// <summary>The written names of operations, presets and data variants, in commands, results and checkpoints.</summary>
public static class Names
{
    /// <summary>addition or subtraction.</summary>
    public static string Of(Operation operation) => operation switch
    {
        Operation.Add => "addition",
        Operation.Subtract => "subtraction",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, message: null),
    };

    /// <summary>paper or compact.</summary>
    public static string Of(Preset preset) => preset switch
    {
        Preset.Paper => "paper",
        Preset.Compact => "compact",
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, message: null),
    };

    /// <summary>paper-A to paper-D or balanced.</summary>
    public static string Of(DataVariant variant) => variant switch
    {
        DataVariant.PaperA => "paper-A",
        DataVariant.PaperB => "paper-B",
        DataVariant.PaperC => "paper-C",
        DataVariant.PaperD => "paper-D",
        DataVariant.Balanced => "balanced",
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, message: null),
    };

    /// <summary>The preset of that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Preset ParsePreset(string name)
    {
        var presets = Enum.GetValues<Preset>();
        var index = Array.FindIndex(presets, preset => string.Equals(Of(preset), name, StringComparison.Ordinal));
        return index >= 0
            ? presets[index]
            : throw new FormatException($"'{name}' is not a preset; there are {string.Join(", ", presets.Select(Of))}.");
    }
}
