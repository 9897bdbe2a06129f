using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Engines;

/// <summary>The one place that names the engine whose bits are tested.</summary>
internal static class EngineUnderTest
{
    public static IEngine Create(TransformerConfig config, int threads = 1) => new ManagedEngine(config, threads);
}
