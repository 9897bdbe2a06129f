using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Claims.Circuits;
using Repro.Models.Storage;

namespace Repro.Claims.Quanta.Maps;

/// <summary>
/// The authors' behaviors.json and features.json: a list of <c>{position, layer, is_head, num, tags}</c>, num being the head, 0 for an MLP
/// (arXiv 2402.02619). Behaviours hold all tags but Algo, features these.
/// </summary>
public static class PublishedNodeFile
{
    /// <summary>What the authors call a file of behaviours.</summary>
    public const string Behaviours = "behaviors.json";

    /// <summary>What they call one of features.</summary>
    public const string Features = "features.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads files of one model; the tags of a node that stands in several, or several times, are put together.</summary>
    /// <exception cref="IOException">A file cannot be read or is no such list; the message names file, entry and reason.</exception>
    public static ImmutableArray<PublishedNode> Read(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var tags = new SortedDictionary<Node, List<string>>();
        foreach (var path in paths)
        {
            foreach (var (node, more) in Entries(path))
            {
                if (!tags.TryGetValue(node, out var known))
                {
                    tags[node] = known = [];
                }

                known.AddRange(more.Except(known, StringComparer.Ordinal));
            }
        }

        return [.. tags.Select(pair => new PublishedNode(pair.Key, [.. pair.Value]))];
    }

    /// <summary>The nodes of a model with the tags that the authors' files in a folder give them; null where neither file is there.</summary>
    /// <exception cref="IOException">A file cannot be read or is no such list; the message names file, entry and reason.</exception>
    public static ImmutableArray<PublishedNode>? In(string folder)
    {
        string[] files = [.. new[] { Behaviours, Features }.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        return files.Length == 0 ? null : Read(files);
    }

    /// <summary>Writes the behaviours of a map's nodes.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteBehaviours(string path, NodeMap map) => Write(path, map, node => PublishedTags.Behaviour(map, node));

    /// <summary>Writes the features of a map's nodes; nodes without any are left out.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteFeatures(string path, NodeMap map) => Write(path, map, PublishedTags.Features);

    private static void Write(string path, NodeMap map, Func<MappedNode, ImmutableArray<string>> tagsOf)
    {
        ArgumentNullException.ThrowIfNull(map);
        var lines =
            from node in map.Nodes
            let tags = tagsOf(node)
            where !tags.IsEmpty
            let entry = new Entry(node.Node.Position, node.Node.Layer, node.Node.Head is not null, node.Node.Head ?? 0, tags)
            select JsonSerializer.Serialize(entry, Options);
        var text = $"[\n{string.Join(",\n", lines)}\n]\n";
        AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static IEnumerable<(Node Node, ImmutableArray<string> Tags)> Entries(string path)
    {
        ImmutableArray<Entry> entries;
        try
        {
            using var stream = File.OpenRead(path);
            entries = JsonSerializer.Deserialize<ImmutableArray<Entry>>(stream, Options);
        }
        catch (JsonException e)
        {
            throw new IOException($"'{path}' is no list of nodes: {JsonFault.Text(e)}", e);
        }

        if (entries.IsDefault)
        {
            throw new IOException($"'{path}' is no list of nodes: it is null.");
        }

        for (var i = 0; i < entries.Length; i++)
        {
            if (Fault(entries[i]) is { } fault)
            {
                throw new IOException($"'{path}', entry {i}: {fault}.");
            }

            var entry = entries[i];
            yield return (new Node(entry.Position, entry.Layer, entry.IsHead ? entry.Num : null), entry.Tags);
        }
    }

    private static string? Fault(Entry? entry) => entry switch
    {
        null => "it is null",
        { Position: < 0 } or { Layer: < 0 } or { Num: < 0 } =>
            $"position {entry.Position}, layer {entry.Layer} and num {entry.Num} must be 0 or more",
        { IsHead: false, Num: > 0 } => $"an MLP has num {entry.Num}; it must be 0",
        { Tags.IsDefault: true } => "its tags are null",
        _ => entry.Tags.Select(tag => tag is null ? "a tag is null" : PublishedTags.Fault(tag)).FirstOrDefault(fault => fault is not null),
    };

    private sealed record Entry(int Position, int Layer, bool IsHead, int Num, ImmutableArray<string> Tags);
}
