using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>
/// What every engine promises, checked against the double-precision reference. An engine joins by a sealed subclass that creates it.
/// </summary>
public abstract partial class EngineParitySuite
{
    public static TheoryData<string> Models => TestModel.Names;

    public static TheoryData<string> TinyModels => TestModel.Tiny;

    public static TheoryData<string> LargerModels => TestModel.Larger;

    /// <summary>A new engine, with whatever parameters it starts with.</summary>
    protected abstract IEngine Create(TransformerConfig config);

    private IEngine CreateWithParameters(TestModel model)
    {
        var engine = Create(model.Config);
        engine.SetParameters(model.Parameters());
        return engine;
    }

    private static ForwardRequest RecordingAll(TransformerConfig config) => new() { Record = HookPoint.All(config) };
}
