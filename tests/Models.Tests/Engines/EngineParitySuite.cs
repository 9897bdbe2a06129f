using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>
/// What every engine promises, checked against the double-precision reference. An engine joins by a sealed subclass that creates it, or
/// whose constructor skips all tests where its device is missing.
/// </summary>
public abstract partial class EngineParitySuite
{
    public static TheoryData<string> Models => TestModel.Names;

    public static TheoryData<string> TinyModels => TestModel.Tiny;

    public static TheoryData<string> LargerModels => TestModel.Larger;

    /// <summary>
    /// Whether the engine gives the same bits where a run may do the same sums in another order: with other records, or logits at other
    /// positions. The managed engine promises it; a library that chooses its kernels by size does not.
    /// </summary>
    protected virtual bool SumsInOneOrder => true;

    /// <summary>A new engine, with whatever parameters it starts with.</summary>
    protected abstract IEngine Create(TransformerConfig config);

    private IEngine CreateWithParameters(TestModel model)
    {
        var engine = Create(model.Config);
        engine.SetParameters(model.Parameters());
        return engine;
    }

    /// <summary>The same numbers, to the last bit or as near as two roundings of the exact ones allow.</summary>
    private void MustAgree(TestModel model, ReadOnlySpan<float> actual, float[] expected, string because = "")
    {
        if (SumsInOneOrder)
        {
            Difference.InBits(actual, expected).Should().BeNull(because);
            return;
        }

        var wide = Array.ConvertAll(expected, value => (double)value);
        Difference.Beyond(2 * Rounding.Forward(model.Config, model.Length) * Difference.Largest(wide), actual, wide).Should().BeNull(because);
    }

    private static ForwardRequest RecordingAll(TransformerConfig config) => new() { Record = HookPoint.All(config) };
}
