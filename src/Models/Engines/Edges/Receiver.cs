using System.Globalization;

namespace Repro.Models.Engines.Edges;

/// <summary>The end of an edge: a component that reads the residual stream.</summary>
public readonly record struct Receiver
{
    private Receiver(ReceiverKind kind, int layer, int index)
    {
        Kind = kind;
        Layer = layer;
        Index = index;
    }

    /// <summary>The unembedding.</summary>
    public static Receiver Logits { get; } = new(ReceiverKind.Logits, -1, -1);

    /// <summary>What it is.</summary>
    public ReceiverKind Kind { get; }

    /// <summary>Its layer, or −1 for the logits.</summary>
    public int Layer { get; }

    /// <summary>A head's number in its layer, else −1.</summary>
    public int Index { get; }

    /// <summary>Whether it is a part of a head.</summary>
    public bool IsHead => Kind is ReceiverKind.Query or ReceiverKind.Key or ReceiverKind.Value;

    /// <summary>The queries of a head.</summary>
    public static Receiver Query(int layer, int head) => Head(ReceiverKind.Query, layer, head);

    /// <summary>The keys of a head.</summary>
    public static Receiver Key(int layer, int head) => Head(ReceiverKind.Key, layer, head);

    /// <summary>The values of a head.</summary>
    public static Receiver Value(int layer, int head) => Head(ReceiverKind.Value, layer, head);

    /// <summary>An MLP.</summary>
    public static Receiver Mlp(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        return new Receiver(ReceiverKind.Mlp, layer, -1);
    }

    /// <summary>Whether what a sender writes can come here: heads read what lies before their layer, an MLP its layer's heads too.</summary>
    public bool IsAfter(Sender sender) => Kind switch
    {
        ReceiverKind.Logits => true,
        ReceiverKind.Mlp => sender.Layer < Layer || (sender.Layer == Layer && sender.Kind == SenderKind.Head),
        _ => sender.Layer < Layer,
    };

    /// <summary>The field's name: <c>a1.h3&lt;q&gt;</c>, <c>m2</c>, <c>logits</c>.</summary>
    public override string ToString() => Kind switch
    {
        ReceiverKind.Query => HeadName('q'),
        ReceiverKind.Key => HeadName('k'),
        ReceiverKind.Value => HeadName('v'),
        ReceiverKind.Mlp => string.Create(CultureInfo.InvariantCulture, $"m{Layer}"),
        _ => "logits",
    };

    /// <summary>A part of a head.</summary>
    internal static Receiver Head(ReceiverKind kind, int layer, int head)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfNegative(head);
        return new Receiver(kind, layer, head);
    }

    private string HeadName(char letter) => string.Create(CultureInfo.InvariantCulture, $"a{Layer}.h{Index}<{letter}>");
}
