using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Circuits;

/// <summary>
/// A place in a circuit: one attention head or the whole MLP of a layer, at one position (arXiv 2402.02619, "node").
/// A head's value is its z (before W_O), an MLP's what its activation function puts out.
/// </summary>
public readonly partial record struct Node : IComparable<Node>
{
    /// <summary>A node.</summary>
    /// <param name="position">Position, from 0.</param>
    /// <param name="layer">Layer, from 0.</param>
    /// <param name="head">Head, from 0; null for the layer's MLP.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Node(int position, int layer, int? head)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfNegative(head ?? 0, nameof(head));
        Position = position;
        Layer = layer;
        Head = head;
    }

    /// <summary>What nodes' values are: a head's z, what an MLP's activation function puts out.</summary>
    public static ImmutableArray<HookKind> Kinds { get; } = [HookKind.Z, HookKind.MlpPost];

    /// <summary>Position, from 0.</summary>
    public int Position { get; }

    /// <summary>Layer, from 0.</summary>
    public int Layer { get; }

    /// <summary>Head, from 0; null for the layer's MLP.</summary>
    public int? Head { get; }

    /// <summary>The paper's name, for instance <c>P18L0H1</c> or <c>P9L1MLP</c>.</summary>
    public string Name => $"P{Position}{Row}";

    /// <summary>The name without the position, for instance <c>L0H1</c>: a row of a quanta map.</summary>
    public string Row => Head is { } head ? $"L{Layer}H{head}" : $"L{Layer}MLP";

    /// <summary>Where its value is recorded and changed.</summary>
    public HookPoint At => new(Head is null ? HookKind.MlpPost : HookKind.Z, Layer);

    /// <summary>All nodes of a model at the given positions, by position, then layer, heads before the MLP.</summary>
    public static IEnumerable<Node> All(TransformerConfig config, IEnumerable<int> positions)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(positions);
        return from position in positions
               from layer in Enumerable.Range(0, config.Layers)
               from head in Enumerable.Range(0, config.Heads).Select(head => (int?)head).Append(null)
               select new Node(position, layer, head);
    }

    /// <summary>Reads a name such as <c>P18L0H1</c> or <c>P9L1MLP</c>.</summary>
    /// <exception cref="FormatException">The text is no node's name.</exception>
    public static Node Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (NameForm().Match(name) is not { Success: true } match)
        {
            throw new FormatException($"'{name}' is no node; nodes are written P18L0H1 (a head) or P9L1MLP.");
        }

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        return new Node(Number("position"), Number("layer"), match.Groups["head"].Success ? Number("head") : null);
    }

    /// <summary>Puts other values, in the shape of <see cref="At"/>, in the node's place.</summary>
    public Intervention Replace(HookValue source) => Intervention.Replace(At, source, [Position], Head is { } head ? [head] : []);

    /// <summary>Sets the node's value to zero.</summary>
    public Intervention Zero() => Intervention.Zero(At, [Position], Head is { } head ? [head] : []);

    /// <summary>Whether one stands before another in <see cref="All"/>.</summary>
    public static bool operator <(Node left, Node right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands behind another in <see cref="All"/>.</summary>
    public static bool operator >(Node left, Node right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not stand behind another in <see cref="All"/>.</summary>
    public static bool operator <=(Node left, Node right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not stand before another in <see cref="All"/>.</summary>
    public static bool operator >=(Node left, Node right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Node other) =>
        (Position, Layer, Head ?? int.MaxValue).CompareTo((other.Position, other.Layer, other.Head ?? int.MaxValue));

    /// <inheritdoc/>
    public override string ToString() => Name;

    [GeneratedRegex("^P(?<position>[0-9]{1,4})L(?<layer>[0-9]{1,3})(H(?<head>[0-9]{1,3})|MLP)\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NameForm();
}
