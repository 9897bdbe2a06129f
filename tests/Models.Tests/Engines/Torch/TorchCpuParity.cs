using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

[Collection(OneAfterAnother.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class TorchCpuParity() : TorchParitySuite(TorchTestDevice.Cpu);
