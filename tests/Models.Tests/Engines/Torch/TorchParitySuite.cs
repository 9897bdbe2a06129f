using Repro.Models.Engines;
using Repro.Models.Engines.Torch;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>The parity suite of the TorchSharp engine on one device.</summary>
public abstract class TorchParitySuite(string device) : EngineParitySuite
{
    // Opened before each test, so that all are skipped where the device is missing.
    private readonly TorchDevice _device = TorchTestDevice.Open(device);

    protected override bool SumsInOneOrder => false;

    protected override IEngine Create(TransformerConfig config) => new TorchEngine(config, _device);
}
