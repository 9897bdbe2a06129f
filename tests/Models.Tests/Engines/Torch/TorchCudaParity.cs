using Repro.Models.Engines;
using Repro.Models.Engines.Torch;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

[Collection(OneAfterAnother.Name)]
[Trait(Tier.Name, Tier.Gpu)]
public sealed class TorchCudaParity : EngineParitySuite
{
    public TorchCudaParity() => TorchTestDevice.SkipUnlessThere(TorchTestDevice.Cuda);

    protected override bool SumsInOneOrder => false;

    protected override IEngine Create(TransformerConfig config) => new TorchEngine(config, TorchTestDevice.Open(TorchTestDevice.Cuda));
}
