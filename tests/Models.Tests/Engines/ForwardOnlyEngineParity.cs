using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>The default implementations of the interface keep its promises.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ForwardOnlyEngineParity : EngineParitySuite
{
    protected override IEngine Create(TransformerConfig config) => new ForwardOnlyEngine(EngineUnderTest.Create(config));
}
