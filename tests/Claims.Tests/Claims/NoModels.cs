using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Tests.Claims;

/// <summary>For claims that need no model.</summary>
internal sealed class NoModels : IModelSource
{
    public bool MayBeIncomplete => false;

    public IEngine Trained(ModelName name) => throw new InvalidOperationException($"This claim needs no model, yet asks for {name}.");

    public IEngine Untrained(ModelName name) => Trained(name);

    public StudiedModel? Studied(ModelName name) => null;

    public RecordedModel? Recorded(ModelName name, Preset preset) => null;

    public string Missing(IReadOnlyList<ModelName> missing, int named, Preset preset) => new TrainedModels(EngineFactory.ForCpu(1)).Missing(missing, named, preset);
}
