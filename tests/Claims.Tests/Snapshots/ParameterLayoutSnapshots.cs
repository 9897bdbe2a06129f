using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Snapshots;

/// <summary>Names and shapes are what a TransformerLens user loads a checkpoint by: a change of either shows here.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ParameterLayoutSnapshots
{
    [Fact]
    public void Layout_Add_d5_l2_h3_HasTheNamesAndShapesOfTransformerLens()
    {
        // arXiv 2402.02619: d_model 510, d_head 170, d_mlp 2040; 15 tokens; n_ctx = 3 × 5 digits + 4.
        var layout = new ParameterLayout(new TransformerConfig
        {
            Layers = 2,
            Heads = 3,
            DModel = 510,
            DHead = 170,
            DMlp = 2040,
            Context = 19,
            Vocabulary = 15,
        });

        var lines = layout.All.Select(parameter => $"{parameter.Name,-20} [{string.Join(", ", parameter.Shape)}]");
        Snapshot.Verify(string.Join('\n', lines.Append($"{layout.Count} scalars")));
    }
}
