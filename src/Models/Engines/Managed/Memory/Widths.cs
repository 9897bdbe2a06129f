using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// How wide the engine's rows are. Every row starts on a 64-byte boundary and is padded with zeros to whole blocks of 16, heads
/// included; the padding stays zero through all products, so kernels need no special case inside a row.
/// </summary>
internal sealed class Widths
{
    public Widths(TransformerConfig config)
    {
        Heads = config.Heads;
        Head = Padded(config.DHead);
        Attention = Heads * Head;
        Model = Stride(config.DModel);
        Query = Stride(Attention);
        KeyValue = Stride(2 * Attention);
        Mlp = Stride(config.DMlp);
        Vocabulary = Stride(config.Vocabulary);
    }

    /// <summary>Number of heads.</summary>
    public int Heads { get; }

    /// <summary>One head, padded.</summary>
    public int Head { get; }

    /// <summary>All heads side by side, each padded.</summary>
    public int Attention { get; }

    /// <summary>Elements from row to row of a residual-stream buffer.</summary>
    public int Model { get; }

    /// <summary>Elements from row to row of queries and of z.</summary>
    public int Query { get; }

    /// <summary>Elements from row to row of keys and values: all keys, then all values.</summary>
    public int KeyValue { get; }

    /// <summary>Elements from row to row of MLP activations.</summary>
    public int Mlp { get; }

    /// <summary>Elements from row to row of logits.</summary>
    public int Vocabulary { get; }

    /// <summary>The next multiple of 16.</summary>
    public static int Padded(int width) => (width + 15) / 16 * 16;

    // A distance of a multiple of 1 KiB would put the same column of all rows into a few sets of the cache: step aside.
    private static int Stride(int width) => Padded(width) % 256 == 0 ? Padded(width) + 16 : Padded(width);
}
