using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// The parameters in use: one flat buffer, and beside it packed copies of all matrices that products read. The transposed
/// copies are made when the first gradient is asked for.
/// </summary>
internal sealed unsafe class Weights : IDisposable
{
    private readonly Arena _arena = new();
    private readonly Arena _packed = new();
    private readonly ImmutableArray<WeightTask> _tasks;

    public Weights(TransformerConfig config, EngineLayout layout, Widths widths, bool forTraining)
    {
        Config = config;
        Widths = widths;
        ForTraining = forTraining;
        Flat = _arena.Floats(layout.Length);
        TokenEmbedding = layout.Offset("embed.W_E");
        PositionEmbedding = layout.Offset("pos_embed.W_pos");
        FinalNormWeight = layout.Offset("ln_final.w");
        FinalNormBias = layout.Offset("ln_final.b");
        UnembedBias = config.TiedUnembedding ? -1 : layout.Offset("unembed.b_U");
        UnembedWeight = config.TiedUnembedding ? -1 : layout.Offset("unembed.W_U");
        Offsets = [.. Enumerable.Range(0, config.Layers).Select(layer => new BlockOffsets(layout, layer))];
        Blocks = [.. Enumerable.Range(0, config.Layers).Select(_ => new PackedBlock(_packed, config, widths, forTraining))];
        Unembed = new PackedMatrix(_packed, config.DModel, config.Vocabulary);
        if (forTraining)
        {
            UnembedTransposed = new PackedMatrix(_packed, config.Vocabulary, config.DModel);
        }

        NoBias = _arena.Floats(widths.Vocabulary);
        _tasks = [.. WeightTask.For(this, layout)];
    }

    public TransformerConfig Config { get; }

    public Widths Widths { get; }

    public bool ForTraining { get; }

    /// <summary>All parameters, in the <see cref="EngineLayout"/>.</summary>
    public float* Flat { get; }

    public int TokenEmbedding { get; }

    public int PositionEmbedding { get; }

    public int FinalNormWeight { get; }

    public int FinalNormBias { get; }

    public int UnembedWeight { get; }

    public int UnembedBias { get; }

    public ImmutableArray<BlockOffsets> Offsets { get; }

    public ImmutableArray<PackedBlock> Blocks { get; }

    public PackedMatrix Unembed { get; }

    public PackedMatrix UnembedTransposed { get; }

    /// <summary>The bias of the logits: b_U, or zeros when the unembedding is tied.</summary>
    public float* LogitBias => UnembedBias < 0 ? NoBias : Flat + UnembedBias;

    /// <summary>Ranges of the parameters that can be updated and packed independently of each other.</summary>
    public ImmutableArray<WeightTask> Tasks => _tasks;

    private float* NoBias { get; }

    /// <summary>Makes all packed copies.</summary>
    public void PackAll()
    {
        foreach (var task in _tasks)
        {
            task.Pack(this);
        }
    }

    public void Dispose()
    {
        _arena.Dispose();
        _packed.Dispose();
    }
}
