using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Circuits;

/// <summary>A small untrained model and random inputs, which differ in every row.</summary>
public sealed class RandomModel : IDisposable
{
    public RandomModel()
    {
        Engine = new EngineFactory("cpu", 1).Create(Config);
        Engine.SetParameters(Parameters.Initialise(Config, seed: 7));
    }

    internal static TransformerConfig Config { get; } = new()
    {
        Layers = 2,
        Heads = 3,
        DModel = 24,
        DHead = 5,
        DMlp = 20,
        Context = 7,
        Vocabulary = 30,
    };

    internal IEngine Engine { get; }

    public void Dispose() => Engine.Dispose();

    internal static TokenBatch Inputs(int count, uint set = 0)
    {
        var tokens = new TokenBatch(count, Config.Context);
        var random = new RandomSequence(11, StreamPurpose.Testing, set);
        foreach (ref var token in tokens.Tokens)
        {
            token = random.NextBelow(Config.Vocabulary);
        }

        return tokens;
    }

    internal HookValue Record(TokenBatch tokens, HookPoint at) => Engine.Forward(tokens, new ForwardRequest { Record = [at], LogitPositions = [] })[at];

    internal float[] Logits(TokenBatch tokens, params IEnumerable<Intervention> interventions) =>
        Engine.Forward(tokens, new ForwardRequest { Interventions = [.. interventions] }).Logits.Values;
}
