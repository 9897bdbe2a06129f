using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines;

[Trait(Tier.Name, Tier.Fast)]
public sealed class ManagedEngineParity : EngineParitySuite
{
    protected override IEngine Create(TransformerConfig config) => EngineUnderTest.Create(config);
}
