using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Models.Engines;
using Repro.Models.Numerics;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Models.Storage;

/// <summary>
/// What the two kinds of checkpoint, <see cref="ModelFile"/> and <see cref="TrainingCheckpoint"/>, have in common: metadata keys,
/// their texts, and the checks that a file passes before anything of its claimed size is allocated.
/// </summary>
internal sealed class CheckpointFile
{
    /// <summary>Where a training runs; of its checkpoints alone.</summary>
    public const string DeviceKey = "device";

    private const string FormatKey = "format";
    private const string NumericsKey = "numerics";
    private const string ConfigKey = "config";
    private const string RecipeKey = "recipe";
    private const string SeedKey = "seed";
    private const string DataKey = "data";
    private const string InitialisationKey = "initialisation";
    private const string StepKey = "step";

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private readonly SafetensorsReader _reader;

    private CheckpointFile(SafetensorsReader reader) => _reader = reader;

    /// <summary>The metadata of both kinds.</summary>
    public static Dictionary<string, string> Metadata(string format, TrainingIdentity identity, long step) =>
        new(StringComparer.Ordinal)
        {
            [FormatKey] = format,
            [NumericsKey] = NumericsVersion.Current.ToString(CultureInfo.InvariantCulture),
            [ConfigKey] = ToJson(identity.Config),
            [RecipeKey] = ToJson(identity.Recipe),
            [SeedKey] = identity.Recipe.Seed.ToString(CultureInfo.InvariantCulture),
            [DataKey] = identity.Data,
            [InitialisationKey] = identity.Initialisation,
            [StepKey] = step.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>A value as JSON on one line; the same value gives the same text.</summary>
    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, JsonOptions);

    /// <summary>The tensors of one buffer, under <paramref name="prefix"/> and the parameters' names.</summary>
    /// <exception cref="SafetensorsException">A value is NaN or infinite: such a file would be refused on loading.</exception>
    public static IEnumerable<SafetensorsTensor> Tensors(string file, Parameters parameters, string prefix)
    {
        foreach (var spec in parameters.Layout.All)
        {
            CheckFinite(file, prefix + spec.Name, parameters[spec]);
            yield return new SafetensorsTensor(prefix + spec.Name, spec.Shape, parameters.MemoryOf(spec));
        }
    }

    /// <summary>Checks an opened file's format and numerics version.</summary>
    public static CheckpointFile Open(SafetensorsReader reader, string format)
    {
        var file = new CheckpointFile(reader);
        file.Require(FormatKey, format);
        file.Require(NumericsKey, NumericsVersion.Current.ToString(CultureInfo.InvariantCulture));
        return file;
    }

    /// <summary>One metadata text.</summary>
    public string Text(string key) => _reader.Metadata.TryGetValue(key, out var text)
        ? text
        : throw Error($"the metadata lack '{key}'.");

    /// <summary>Checks that one metadata text is what it should be.</summary>
    public void Require(string key, string expected) => Require(key, Text(key), expected);

    /// <summary>The config, in range; equal to <paramref name="expected"/> unless that is null.</summary>
    public TransformerConfig Config(TransformerConfig? expected)
    {
        var config = Json<TransformerConfig>(ConfigKey);
        Check(ConfigKey, config.Validate);
        if (expected is not null)
        {
            Require(ConfigKey, ToJson(config), ToJson(expected));
        }

        return config;
    }

    /// <summary>The recipe, in range, and of the seed that stands beside it; equal to <paramref name="expected"/> unless that is null.</summary>
    public TrainingRecipe Recipe(TrainingRecipe? expected)
    {
        var recipe = Json<TrainingRecipe>(RecipeKey);
        Check(RecipeKey, recipe.Validate);
        if (expected is not null)
        {
            Require(RecipeKey, ToJson(recipe), ToJson(expected));
        }

        Require(SeedKey, recipe.Seed.ToString(CultureInfo.InvariantCulture));
        return recipe;
    }

    /// <summary>The data's identity; equal to <paramref name="expected"/> unless that is null.</summary>
    public string Data(string? expected)
    {
        var data = Text(DataKey);
        Require(DataKey, data, expected ?? data);
        return data;
    }

    /// <summary>How the training started; equal to <paramref name="expected"/> unless that is null.</summary>
    public string Initialisation(string? expected)
    {
        var initialisation = Text(InitialisationKey);
        Require(InitialisationKey, initialisation, expected ?? initialisation);
        return initialisation;
    }

    /// <summary>Checks where the training ran. Checkpoints from before that was written were all made on the CPU.</summary>
    public void RequireDevice(string expected)
    {
        var found = _reader.Metadata.GetValueOrDefault(DeviceKey, EngineFactory.Cpu);
        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            throw Error(
                $"{DeviceKey} is {SafetensorsException.Quote(found)}; expected {SafetensorsException.Quote(expected)}. A training goes on only where it "
                + "began, as its bits would be of neither.");
        }
    }

    /// <summary>The number of steps done, 0 to the recipe's.</summary>
    public int Step(TrainingRecipe recipe)
    {
        var text = Text(StepKey);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step <= recipe.Steps
            ? step
            : throw Error($"step is {SafetensorsException.Quote(text)}; expected 0 to {recipe.Steps}, the recipe's steps.");
    }

    /// <summary>One metadata text as JSON.</summary>
    public T Json<T>(string key)
    {
        var text = Text(key);
        try
        {
            return JsonSerializer.Deserialize<T>(text, JsonOptions) ?? throw Error($"{key} is null.");
        }
        catch (JsonException e)
        {
            throw new SafetensorsException(_reader.File, null, $"{key} {SafetensorsException.Quote(text)} is not valid: {Shorten(e.Message)}", e);
        }
    }

    /// <summary>
    /// The layout of a config, after checking that the file holds exactly its tensors once under each prefix, and
    /// <paramref name="others"/> more.
    /// </summary>
    public ParameterLayout Layout(TransformerConfig config, ImmutableArray<string> prefixes, int others)
    {
        // The layout of a config that lies about its layers is large; the file's own number of tensors bounds it.
        const int TensorsPerLayer = 16;
        if ((long)config.Layers * TensorsPerLayer * prefixes.Length > _reader.Count)
        {
            throw Error($"the config has {config.Layers} layers, but the file has only {_reader.Count} tensors.");
        }

        ParameterLayout layout;
        try
        {
            layout = new ParameterLayout(config);
        }
        catch (ArgumentException e)
        {
            throw new SafetensorsException(_reader.File, null, e.Message, e);
        }

        foreach (var prefix in prefixes)
        {
            foreach (var spec in layout.All)
            {
                _reader.Require(prefix + spec.Name, spec.Shape);
            }
        }

        var expected = (layout.All.Length * prefixes.Length) + others;
        if (_reader.Count != expected)
        {
            var stranger = _reader.Tensors.FirstOrDefault(entry => !prefixes.Any(prefix =>
                entry.Name.StartsWith(prefix, StringComparison.Ordinal) && layout.Contains(entry.Name[prefix.Length..])));
            throw new SafetensorsException(_reader.File, stranger?.Name, $"the file has {_reader.Count} tensors; expected {expected}.");
        }

        return layout;
    }

    /// <summary>The buffer stored under a prefix; its layout is one that <see cref="Layout"/> returned.</summary>
    public Parameters Parameters(ParameterLayout layout, string prefix)
    {
        var parameters = new Parameters(layout);
        foreach (var spec in layout.All)
        {
            _reader.Read(prefix + spec.Name, parameters[spec]);
            CheckFinite(_reader.File, prefix + spec.Name, parameters[spec]);
        }

        return parameters;
    }

    /// <summary>A one-dimensional tensor of a known length.</summary>
    public float[] Vector(string name, int length)
    {
        _reader.Require(name, [length]);
        var values = new float[length];
        _reader.Read(name, values);
        CheckFinite(_reader.File, name, values);
        return values;
    }

    /// <summary>An error that names this file.</summary>
    public SafetensorsException Error(string reason) => new(_reader.File, null, reason);

    private static void CheckFinite(string file, string tensor, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new SafetensorsException(file, tensor, $"element {i} is {values[i]}; every value must be finite.");
            }
        }
    }

    private static string Shorten(string text) => text.Length <= 500 ? text : text[..500] + "…";

    private void Require(string key, string found, string expected)
    {
        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            throw Error($"{key} is {SafetensorsException.Quote(found)}; expected {SafetensorsException.Quote(expected)}.");
        }
    }

    private void Check(string key, Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException e)
        {
            throw new SafetensorsException(_reader.File, null, $"{key}: {e.Message}", e);
        }
    }
}
