using System.CommandLine;
using System.Globalization;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;

namespace Repro.Cli.Commands;

/// <summary>Options that several verbs have, each with the same meaning.</summary>
internal static class SharedOptions
{
    /// <summary>Results as JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON." };

    /// <summary>Where engines run.</summary>
    public static Option<string?> Device() => new("--device")
    {
        Description = $"cpu, cuda or torch-cpu; without it {EngineFactory.Variable}, else cpu. Only cpu is in this build.",
        HelpName = "DEVICE",
    };

    /// <summary>Size and recipe.</summary>
    public static Option<string> Preset() => new("--preset")
    {
        Description = "compact (narrow, for CPUs) or paper (the published sizes and hyper-parameters).",
        HelpName = "PRESET",
        DefaultValueFactory = _ => Names.Of(Claims.Arithmetic.Preset.Compact),
    };

    /// <summary>Threads, at most so many useful.</summary>
    public static Option<int?> Threads(string useful) => WholeNumber<int>(
        "--threads", $"Threads to use, {useful}. No number of threads changes a result.", 1, EngineFactory.MostThreads);

    /// <summary>The threads asked for, else one for each processor.</summary>
    public static int ThreadsOrAll(int? asked, int most = EngineFactory.MostThreads) => asked ?? Math.Min(Environment.ProcessorCount, most);

    /// <summary>The device asked for by option, else by variable, else null.</summary>
    public static string? DeviceOrDefault(string? asked) => asked ?? Environment.GetEnvironmentVariable(EngineFactory.Variable);

    /// <summary>An option that takes a whole number in a range.</summary>
    public static Option<T?> WholeNumber<T>(string name, string description, T least, T most)
        where T : struct, System.Numerics.IBinaryInteger<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                {
                    return value;
                }

                result.AddError($"'{text}' is no value of {name}; it takes a whole number from {least} to {most}.");
                return null;
            },
        };
}
