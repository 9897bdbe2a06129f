using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>
/// The models on which engines are compared. Their sizes meet every kind of loop: whole vector blocks, remainders, less than one
/// lane, heads × d_head other than d_model.
/// </summary>
internal sealed record TestModel(string Name, TransformerConfig Config)
{
    private const ulong Seed = 20_240_521;

    private static readonly TransformerConfig Relu = new()
    {
        Layers = 2,
        Heads = 2,
        DModel = 8,
        DHead = 4,
        DMlp = 16,
        Context = 7,
        Vocabulary = 11,
    };

    private static readonly TestModel[] All =
    [
        new("relu", Relu),
        new("gelu", Relu with { Activation = Activation.GeluTanh }),
        new("tied", Relu with { Activation = Activation.GeluTanh, TiedUnembedding = true }),
        new("wide heads", Relu with { Heads = 3, DModel = 6, DHead = 5 }),
        new("odd", Relu with { Layers = 3, DModel = 5, DHead = 3, DMlp = 7 }),

        // With fewer than about four dimensions layer norm is ill-conditioned: the deviation may be far below the values.
        new("smallest", Relu with { Layers = 1, Heads = 1, DModel = 4, DHead = 1, DMlp = 1, Context = 2, Vocabulary = 2 }),
        new("beyond a block", Relu with { DModel = 33, DHead = 17, DMlp = 50, Context = 18, Vocabulary = 15 }),
        new("one long head", Relu with { Layers = 1, Heads = 1, DModel = 62, DHead = 170, DMlp = 130, Context = 19, Vocabulary = 15 }),
    ];

    /// <summary>Every model.</summary>
    public static TheoryData<string> Names => Of(_ => true);

    /// <summary>Models with at most 1,700 parameters, for checks whose cost grows with the square of the size.</summary>
    public static TheoryData<string> Tiny => Of(model => model.IsTiny);

    /// <summary>The others.</summary>
    public static TheoryData<string> Larger => Of(model => !model.IsTiny);

    /// <summary>Tokens per sequence in the batches.</summary>
    public int Length => Config.Context;

    /// <summary>Positions of the loss: not all, not evenly spaced, the last possible one among them.</summary>
    public int[] LossPositions => Length < 6 ? [Length - 2] : [1, Length - 4, Length - 2];

    private bool IsTiny => new ParameterLayout(Config).Count <= 1_700;

    public static TestModel Named(string name) => All.Single(model => string.Equals(model.Name, name, StringComparison.Ordinal));

    /// <summary>The documented shape of a hook point's value.</summary>
    public static int[] Shape(TransformerConfig config, HookKind kind, int count, int length) => kind switch
    {
        HookKind.Norm1Scale or HookKind.Norm2Scale or HookKind.NormFinalScale => [count, length, 1],
        HookKind.Query or HookKind.Key or HookKind.Value or HookKind.Z => [count, length, config.Heads, config.DHead],
        HookKind.AttentionScores or HookKind.Pattern => [count, config.Heads, length, length],
        HookKind.MlpPre or HookKind.MlpPost => [count, length, config.DMlp],
        _ => [count, length, config.DModel],
    };

    /// <summary>Initial parameters with noise on every element, so that no bias is 0 and no layer-norm weight 1.</summary>
    public Parameters Parameters()
    {
        var parameters = Models.Transformer.Parameters.Initialise(Config, Seed);
        var noise = new RandomSequence(Seed, StreamPurpose.Testing, 1);
        foreach (ref var value in parameters.Values)
        {
            value += (float)(0.2 * noise.NextGaussian());
        }

        return parameters;
    }

    /// <summary>A batch of random tokens; row r is the same in every batch of one <paramref name="set"/>.</summary>
    public TokenBatch Tokens(int count, int? length = null, uint set = 0)
    {
        var tokens = new TokenBatch(count, length ?? Length);
        for (var row = 0; row < count; row++)
        {
            var random = new RandomSequence(Seed + set, StreamPurpose.Testing, 2, (uint)row);
            foreach (ref var token in tokens[row])
            {
                token = random.NextBelow(Config.Vocabulary);
            }
        }

        return tokens;
    }

    /// <summary>A random value in a hook point's shape; causal where the hook point is.</summary>
    public HookValue Source(HookPoint point, int count, int? length = null)
    {
        var shape = Shape(Config, point.Kind, count, length ?? Length);
        var random = new RandomSequence(Seed, StreamPurpose.Testing, 3, (uint)(((int)point.Kind * 64) + point.Layer + 1));
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        var width = shape[^1];
        for (var i = 0; i < values.Length; i++)
        {
            // Scales stay positive and away from 0, by which the residual would be divided.
            values[i] = width == 1 ? 0.5f + (float)random.NextOpenUnit() : (float)random.NextGaussian();
            var isMasked = point.Kind is HookKind.AttentionScores or HookKind.Pattern && i % width > i / width % width;
            if (isMasked)
            {
                values[i] = point.Kind == HookKind.Pattern ? 0 : float.NegativeInfinity;
            }
        }

        return new HookValue([.. shape], values);
    }

    private static TheoryData<string> Of(Func<TestModel, bool> chosen)
    {
        var names = new TheoryData<string>();
        foreach (var model in All.Where(chosen))
        {
            names.Add(model.Name);
        }

        return names;
    }
}
