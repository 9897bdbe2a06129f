namespace Repro.Models.Transformer;

/// <summary>
/// Shape of a decoder-only transformer with pre-layer-norm blocks, learned absolute positions and biases everywhere.
/// One type covers the arithmetic models and GPT-2.
/// </summary>
public sealed record TransformerConfig
{
    /// <summary>Number of blocks, n_layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads per block, n_heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Width of the residual stream, d_model.</summary>
    public required int DModel { get; init; }

    /// <summary>Width of one head, d_head. Heads × DHead need not equal DModel.</summary>
    public required int DHead { get; init; }

    /// <summary>Width of the MLP, d_mlp.</summary>
    public required int DMlp { get; init; }

    /// <summary>Longest input in tokens, n_ctx.</summary>
    public required int Context { get; init; }

    /// <summary>Number of token ids, d_vocab.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The MLP's non-linearity.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Added to the variance in layer norm.</summary>
    public float LayerNormEpsilon { get; init; } = 1e-5f;

    /// <summary>True when the unembedding is the transposed token embedding and has no bias (GPT-2): no unembed parameters then.</summary>
    public bool TiedUnembedding { get; init; }

    /// <summary>
    /// Numerator of the initial standard deviation: every parameter with <c>W_</c> in its name is drawn from
    /// Normal(0, (InitialisationGain / √DModel)²); TransformerLens's "gpt2" mode has 0.8.
    /// </summary>
    public double InitialisationGain { get; init; } = 0.8;

    /// <summary>Heads × DHead, the width of the concatenated heads.</summary>
    public int AttentionWidth => Heads * DHead;

    /// <summary>Throws when a size is out of range, naming it, its value and the allowed range.</summary>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public void Validate()
    {
        Check(nameof(Layers), Layers, 1, 256);
        Check(nameof(Heads), Heads, 1, 256);
        Check(nameof(DModel), DModel, 1, 65_536);
        Check(nameof(DHead), DHead, 1, 4_096);
        Check(nameof(DMlp), DMlp, 1, 262_144);
        Check(nameof(Context), Context, 1, 65_536);
        Check(nameof(Vocabulary), Vocabulary, 2, 1_048_576);
        if (!(LayerNormEpsilon is > 0 and < 1))
        {
            throw new ArgumentException($"LayerNormEpsilon is {LayerNormEpsilon}; it must lie strictly between 0 and 1.");
        }

        if (!(InitialisationGain is >= 0 and <= 100))
        {
            throw new ArgumentException($"InitialisationGain is {InitialisationGain}; it must lie in 0 to 100.");
        }
    }

    private static void Check(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name} is {value}; it must lie in {least} to {most}.");
        }
    }
}
