using Repro.Models.Engines;
using Repro.Models.Engines.Torch;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

[Collection(OneAfterAnother.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class TorchCpuParity : EngineParitySuite
{
    protected override bool SumsInOneOrder => false;

    protected override IEngine Create(TransformerConfig config) => new TorchEngine(config, TorchTestDevice.Open(TorchTestDevice.Cpu));
}
