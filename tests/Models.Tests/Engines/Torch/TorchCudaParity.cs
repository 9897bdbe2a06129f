using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

[Collection(OneAfterAnother.Name)]
[Trait(Tier.Name, Tier.Gpu)]
public sealed class TorchCudaParity() : TorchParitySuite(TorchTestDevice.Cuda);
