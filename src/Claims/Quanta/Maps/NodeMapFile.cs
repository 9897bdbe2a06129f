using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Storage;

namespace Repro.Claims.Quanta.Maps;

/// <summary>
/// A node map as a JSON file, <c>artifacts/circuits/PRESET/MODEL/map.json</c>: a few lines on the model and the questions, then one line a node, a
/// search and a probe. The same map gives the same bytes, and is read back the same.
/// </summary>
public static class NodeMapFile
{
    private const string Format = "repro node map 1";

    // The files are read by people and never embedded in HTML, so + and < stay as they are.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new NodeJson(), new AlgorithmTagJson(), new ProportionJson(), new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>A map's file in its model's folder.</summary>
    public const string FileName = "map.json";

    /// <summary>Where the map by the authors' rule lies in its model's folder, and that map's figures.</summary>
    public const string AuthorsRuleFolder = "compat";

    /// <summary>Where the map and the figures of a model lie in a repository.</summary>
    public static string FolderIn(string root, Preset preset, ModelName model) =>
        Path.Combine(root, "artifacts", "circuits", Names.Of(preset), $"{model}");

    /// <summary>Where the map of a model lies in a repository.</summary>
    public static string PathIn(string root, Preset preset, ModelName model) => Path.Combine(FolderIn(root, preset, model), FileName);

    /// <summary>Where the map by the authors' rule lies, given where the model's map does: in a folder beside it, as its figures have the same names.</summary>
    public static string ByAuthorsRule(string path) => Path.Combine(Path.GetDirectoryName(path)!, AuthorsRuleFolder, FileName);

    /// <summary>The file's text.</summary>
    public static string Text(NodeMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var text = new StringBuilder("{");
        Property("format", Format);
        Property("model", map.Model);
        Property("parametersSha256", map.ParametersSha256);
        Property("digits", map.Layout.Digits);
        Property("layers", map.Layers);
        Property("heads", map.Heads);
        Property("questionSeed", map.QuestionSeed);
        Property("asked", map.Asked);
        Property("questions", map.Questions);
        Property("ablation", map.Ablation);
        Property("rule", map.Rule);
        Property("positionFails", map.PositionFails);
        Property("overlap", map.Overlap);
        Lines("nodes", map.Nodes.Select(node =>
            new NodeLine(node.Node, node.Effect.Fails, node.Effect.Impact, node.Effect.Classes, node.Attention, node.Algorithm)));
        Lines("searches", map.Searches);
        Lines("probes", map.Probes);
        return text.Append("\n}\n").ToString();

        void Property<T>(string name, T value)
        {
            text.Append(text.Length > 1 ? ",\n  \"" : "\n  \"").Append(name).Append("\": ").Append(JsonSerializer.Serialize(value, Options));
        }

        void Lines<T>(string name, IEnumerable<T> values)
        {
            var lines = values.Select(value => $"\n    {JsonSerializer.Serialize(value, Options)}").ToArray();
            text.Append(",\n  \"").Append(name).Append("\": [").AppendJoin(',', lines).Append(lines.Length > 0 ? "\n  ]" : "]");
        }
    }

    /// <summary>Writes a map, as a whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, NodeMap map)
    {
        var bytes = Encoding.UTF8.GetBytes(Text(map));
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Reads a map.</summary>
    /// <exception cref="IOException">The file cannot be read or is no node map; the message names file, entry and reason.</exception>
    public static NodeMap Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Map(JsonSerializer.Deserialize<Written>(stream, Options) ?? throw new JsonException("it is null."));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new IOException($"'{path}' is no node map: {(e is JsonException fault ? JsonFault.Text(fault) : e.Message)}", e);
        }
    }

    private static NodeMap Map(Written written)
    {
        if (!string.Equals(written.Format, Format, StringComparison.Ordinal))
        {
            throw new JsonException($"its format is '{written.Format}'; expected is '{Format}'.");
        }

        var map = new NodeMap
        {
            Model = written.Model,
            ParametersSha256 = written.ParametersSha256,
            Layout = new QuestionLayout(written.Digits),
            Layers = written.Layers,
            Heads = written.Heads,
            QuestionSeed = written.QuestionSeed,
            Asked = written.Asked,
            Questions = written.Questions,
            Ablation = written.Ablation,
            Rule = written.Rule,
            PositionFails = written.PositionFails,
            Overlap = written.Overlap,
            Nodes = [],
            Searches = written.Searches,
            Probes = written.Probes,
        };
        if (map.PositionFails.Length != (map.Questions > 0 ? map.Layout.Length : 0) || map.PositionFails.Any(fails => fails < 0 || fails > map.Questions))
        {
            throw new JsonException($"positionFails must hold 0 to {map.Questions} for each of {map.Layout.Length} positions, or nothing where no question was asked.");
        }

        for (var i = 0; i < written.Nodes.Length; i++)
        {
            Check(map, i, written.Nodes[i], i > 0 ? written.Nodes[i - 1].Node : null);
        }

        return map with { Nodes = [.. written.Nodes.Select(line => Node(map, line))] };
    }

    private static MappedNode Node(NodeMap map, NodeLine line) => new(
        new NodeEffect(
            line.Node, map.Questions, line.Fails, BinomialInterval.ClopperPearson(line.Fails, map.Questions), line.Impact, line.Classes),
        line.Attention,
        line.Algorithm);

    private static void Check(NodeMap map, int index, NodeLine line, Node? before)
    {
        var (node, tokens) = (line.Node, map.Layout.AnswerLength);
        var wrong =
            node.Position >= map.Layout.Length || node.Layer >= map.Layers || node.Head >= map.Heads
                ? $"the model has {map.Layout.Length} positions, {map.Layers} layers and {map.Heads} heads"
            : node <= before ? $"it stands behind {before}; nodes are ordered by position, layer and head, each once"
            : line.Fails < 0 || line.Fails > map.Questions ? $"{line.Fails} fails are not in 0 to {map.Questions}, the number of questions"
            : line.Impact.Length != tokens ? $"its impact has {line.Impact.Length} numbers; there are {tokens} answer tokens"
            : null;
        if (wrong is not null)
        {
            throw new JsonException($"node {index}, {node}: {wrong}.");
        }
    }

    private sealed record Written(
        string Format,
        string Model,
        string ParametersSha256,
        int Digits,
        int Layers,
        int Heads,
        ulong QuestionSeed,
        int Asked,
        int Questions,
        AblationKind Ablation,
        UsefulRule Rule,
        ImmutableArray<int> PositionFails,
        SetOverlap? Overlap,
        ImmutableArray<NodeLine> Nodes,
        ImmutableArray<TagSearch> Searches,
        ImmutableArray<TriStateProbe> Probes);
}
