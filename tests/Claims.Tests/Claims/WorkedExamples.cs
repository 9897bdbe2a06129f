using Repro.Claims.Arithmetic;

namespace Repro.Claims.Tests.Claims;

/// <summary>The paper's two worked examples, the only models of the published size that are committed: others that are there are the user's own.</summary>
internal static class WorkedExamples
{
    public static IReadOnlyCollection<ModelName> Names { get; } =
        [ModelName.Parse("add_d6_l2_h3_t15K_s372001"), ModelName.Parse("ins1_mix_d6_l3_h4_t40K_s372001")];
}
