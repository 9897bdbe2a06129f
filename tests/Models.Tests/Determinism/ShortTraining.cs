using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Tests.Engines;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Determinism;

/// <summary>
/// A training of a few hundred steps on random tokens in which each answer token is the sum of the two before it: something to
/// learn, with a warm-up, a decaying rate and weight decay, so that every part of a step leaves its trace in the bits.
/// </summary>
internal sealed class ShortTraining : IDisposable
{
    private const ulong Seed = 7;
    private const double PeakRate = 2e-3;
    private const int WarmUpSteps = 20;

    private readonly IEngine _engine;
    private readonly TokenBatch _tokens;
    private readonly int[] _lossPositions;
    private long _step;

    public ShortTraining(string config, int threads)
    {
        var (shape, count) = Named(config);
        _engine = EngineUnderTest.Create(shape, threads);
        _engine.SetParameters(Parameters.Initialise(shape, Seed));
        _tokens = new TokenBatch(count, shape.Context);
        _lossPositions = [.. Enumerable.Range(shape.Context / 2, (shape.Context / 2) - 1)];
    }

    /// <summary>The loss of the latest step.</summary>
    public double Loss { get; private set; }

    /// <summary>SHA-256 of the parameters.</summary>
    public string Hash => _engine.GetParameters().Hash();

    public void Dispose() => _engine.Dispose();

    public void RunTo(long step)
    {
        while (_step < step)
        {
            Fill(_step);
            _step++;
            Loss = _engine.TrainStep(_tokens, _lossPositions, new AdamWStep(_step, Rate(_step))).Loss;
        }
    }

    public void Save(string file)
    {
        using var writer = new BinaryWriter(File.Create(file));
        writer.Write(_step);
        var moments = _engine.GetOptimiserState();
        foreach (var buffer in new[] { _engine.GetParameters(), moments.Mean, moments.MeanSquare })
        {
            foreach (var value in buffer.Values)
            {
                writer.Write(value);
            }
        }
    }

    public void Load(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        _step = reader.ReadInt64();
        Parameters Next()
        {
            var buffer = new Parameters(new ParameterLayout(_engine.Config));
            foreach (ref var value in buffer.Values)
            {
                value = reader.ReadSingle();
            }

            return buffer;
        }

        _engine.SetParameters(Next());
        _engine.SetOptimiserState(new OptimiserState(Next(), Next()));
    }

    private static (TransformerConfig Shape, int Count) Named(string config) => config switch
    {
        // Sizes with remainders for every vector width, small enough for software arithmetic.
        "tiny" => (new TransformerConfig { Layers = 2, Heads = 2, DModel = 9, DHead = 5, DMlp = 19, Context = 8, Vocabulary = 13 }, 12),
        "tiny-gelu" => (new TransformerConfig
        {
            Layers = 2,
            Heads = 2,
            DModel = 9,
            DHead = 5,
            DMlp = 19,
            Context = 8,
            Vocabulary = 13,
            Activation = Activation.GeluTanh,
            TiedUnembedding = true,
        }, 12),

        // The compact preset of 5-digit addition.
        "compact" => (new TransformerConfig { Layers = 2, Heads = 3, DModel = 96, DHead = 32, DMlp = 384, Context = 19, Vocabulary = 15 }, 64),

        // The published widths, 510 and 170, which no vector width divides; a small batch, as a step is dear.
        "wide" => (new TransformerConfig { Layers = 2, Heads = 3, DModel = 510, DHead = 170, DMlp = 2040, Context = 19, Vocabulary = 15 }, 8),
        _ => throw new ArgumentException($"'{config}' is no config of the short training; it has tiny, tiny-gelu, compact and wide."),
    };

    private static double Rate(long step) => PeakRate * Math.Min(1, step / (double)WarmUpSteps) / (1 + (step / 400.0));

    private void Fill(long step)
    {
        for (var row = 0; row < _tokens.Count; row++)
        {
            var random = new RandomSequence(Seed, StreamPurpose.Testing, (uint)step, (uint)row);
            var tokens = _tokens[row];
            for (var p = 0; p < tokens.Length; p++)
            {
                tokens[p] = p <= tokens.Length / 2 ? random.NextBelow(10) : (tokens[p - 1] + tokens[p - 2]) % 10;
            }
        }
    }
}
