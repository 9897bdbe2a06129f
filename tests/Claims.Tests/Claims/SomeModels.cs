using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Tests.Claims;

/// <summary>Some of the models of a source; those of a claim that are not among them it does not have.</summary>
/// <param name="models">All models.</param>
/// <param name="isAmong">Whether a model is one of them.</param>
internal sealed class SomeModels(IModelSource models, Func<ModelName, bool> isAmong) : IModelSource
{
    public bool MayBeIncomplete => true;

    public IEngine Trained(ModelName name) => models.Trained(name);

    public IEngine Untrained(ModelName name) => models.Untrained(name);

    public StudiedModel? Studied(ModelName name) => isAmong(name) ? models.Studied(name) : null;

    public RecordedModel? Recorded(ModelName name, Preset preset) => models.Recorded(name, preset);

    public string Missing(IReadOnlyList<ModelName> missing, int named, Preset preset) => models.Missing(missing, named, preset);
}
