using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Tests.Claims;

/// <summary>The paper's two worked examples, the only models of the published size that are committed: others that are there are the user's own.</summary>
/// <param name="models">All models of that size.</param>
internal sealed class WorkedExamples(IModelSource models) : IModelSource
{
    public static IReadOnlyCollection<ModelName> Names { get; } =
        [ModelName.Parse("add_d6_l2_h3_t15K_s372001"), ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001")];

    public bool MayBeIncomplete => true;

    public IEngine Trained(ModelName name) => models.Trained(name);

    public IEngine Untrained(ModelName name) => models.Untrained(name);

    public StudiedModel? Studied(ModelName name) => Names.Contains(name) ? models.Studied(name) : null;

    public RecordedModel? Recorded(ModelName name, Preset preset) => models.Recorded(name, preset);

    public string Missing(IReadOnlyList<ModelName> missing, int named, Preset preset) => models.Missing(missing, named, preset);
}
