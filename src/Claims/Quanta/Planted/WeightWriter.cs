using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Planted;

/// <summary>Writes single weights of a model by what they connect. All others are zero.</summary>
internal sealed class WeightWriter(TransformerConfig config)
{
    /// <summary>The model so far.</summary>
    public Parameters Parameters { get; } = new(new ParameterLayout(config));

    /// <summary>From a token to a coordinate of the residual stream.</summary>
    public ref float Embed(int token, int coordinate) => ref At("embed.W_E", token, coordinate);

    /// <summary>From a position to a coordinate of the residual stream.</summary>
    public ref float Position(int position, int coordinate) => ref At("pos_embed.W_pos", position, coordinate);

    /// <summary>From a coordinate to a dimension of a head's query.</summary>
    public ref float Query(int layer, int head, int coordinate, int dimension) =>
        ref At($"blocks.{layer}.attn.W_Q", (head * config.DModel) + coordinate, dimension);

    /// <summary>From a coordinate to a dimension of a head's key.</summary>
    public ref float Key(int layer, int head, int coordinate, int dimension) =>
        ref At($"blocks.{layer}.attn.W_K", (head * config.DModel) + coordinate, dimension);

    /// <summary>From a coordinate to a dimension of a head's value.</summary>
    public ref float Value(int layer, int head, int coordinate, int dimension) =>
        ref At($"blocks.{layer}.attn.W_V", (head * config.DModel) + coordinate, dimension);

    /// <summary>From a dimension of a head's z to a coordinate.</summary>
    public ref float Output(int layer, int head, int dimension, int coordinate) =>
        ref At($"blocks.{layer}.attn.W_O", (head * config.DHead) + dimension, coordinate);

    /// <summary>From a coordinate to a neuron.</summary>
    public ref float In(int layer, int coordinate, int neuron) => ref At($"blocks.{layer}.mlp.W_in", coordinate, neuron);

    /// <summary>A neuron's bias.</summary>
    public ref float InBias(int layer, int neuron) => ref At($"blocks.{layer}.mlp.b_in", 0, neuron);

    /// <summary>From a neuron to a coordinate.</summary>
    public ref float Out(int layer, int neuron, int coordinate) => ref At($"blocks.{layer}.mlp.W_out", neuron, coordinate);

    /// <summary>An MLP's constant contribution to a coordinate.</summary>
    public ref float OutBias(int layer, int coordinate) => ref At($"blocks.{layer}.mlp.b_out", 0, coordinate);

    /// <summary>From a coordinate to a logit.</summary>
    public ref float Unembed(int coordinate, int token) => ref At("unembed.W_U", coordinate, token);

    /// <summary>Sets all weights of all layer norms.</summary>
    public void Norms(float weight)
    {
        foreach (var spec in Parameters.Layout.All.Where(spec => spec.Name.EndsWith(".w", StringComparison.Ordinal)))
        {
            Parameters[spec].Fill(weight);
        }
    }

    /// <summary>Gives everything that is written to the residual stream the sum 0, by a coordinate that takes up the rest.</summary>
    public void Balance(int coordinate)
    {
        var writers = Parameters.Layout.All.Where(spec =>
            spec.Name is "embed.W_E" or "pos_embed.W_pos" || spec.Name.EndsWith("W_O", StringComparison.Ordinal) || spec.Name.EndsWith("_out", StringComparison.Ordinal));
        foreach (var spec in writers)
        {
            for (var rows = Parameters[spec]; !rows.IsEmpty; rows = rows[config.DModel..])
            {
                var sum = 0f;
                foreach (var weight in rows[..config.DModel])
                {
                    sum += weight;
                }

                rows[coordinate] = -sum;
            }
        }
    }

    private ref float At(string name, int row, int column)
    {
        var spec = Parameters.Layout[name];
        return ref Parameters[spec][(row * spec.Shape[^1]) + column];
    }
}
