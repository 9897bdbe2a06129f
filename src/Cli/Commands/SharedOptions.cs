using System.CommandLine;
using System.Globalization;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;

namespace Repro.Cli.Commands;

/// <summary>Options that several verbs have, each with the same meaning.</summary>
internal static class SharedOptions
{
    private const int MostShards = 1_000;
    private const int SideBySideElsewhere = 8;

    /// <summary>Results as JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON." };

    /// <summary>Where engines run.</summary>
    public static Option<string?> Device() => new("--device")
    {
        Description = $"cpu, cuda or torch-cpu; without it {EngineFactory.Variable}, else cuda where it is built in and usable, else cpu. In this build: {string.Join(", ", EngineFactory.BuiltIn)}.",
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

    /// <summary>Models trained side by side.</summary>
    public static Option<int?> Parallel() => WholeNumber<int>(
        "--parallel",
        $"Models to train side by side; by default so many that all processors are used, on another device than {EngineFactory.Cpu} {SideBySideElsewhere}.",
        1,
        EngineFactory.MostThreads);

    /// <summary>The models asked for, else so many that all processors are used, which says nothing of the memory of another device.</summary>
    public static int ParallelOrAll(int? asked, string device, int threadsEach) => asked
        ?? (string.Equals(device, EngineFactory.Cpu, StringComparison.Ordinal) ? Math.Max(1, Environment.ProcessorCount / threadsEach) : SideBySideElsewhere);

    /// <summary>One part of many trainings; all of them without the option.</summary>
    public static Option<(int Shard, int Shards)> Shard(string together) => new("--shard")
    {
        Description = $"Train only part i of n, parts of about equal work; {together}.",
        HelpName = "i/n",
        DefaultValueFactory = _ => (1, 1),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ParseShard(text) is { } value)
            {
                return value;
            }

            result.AddError($"'{text}' is no value of --shard; it takes i/n, for instance 1/4, with n from 1 to {MostShards} and i from 1 to n.");
            return default;
        },
    };

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

    private static (int Shard, int Shards)? ParseShard(string text) =>
        text.Split('/') is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var shards)
            && shards is >= 1 and <= MostShards && shard >= 1 && shard <= shards
            ? (shard, shards)
            : null;
}
