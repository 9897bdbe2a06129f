using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

[Collection(OneAfterAnother.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class TorchCpuGroupTests() : TorchGroupSuite(TorchTestDevice.Cpu);
