using System.Collections.Immutable;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Models.Randomness;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>That all maps are alike somehow, with more fails in some layers than in others, must not be enough.</summary>
public sealed class ShuffledPositions : ICircuitControl
{
    private const int Draws = 999;
    private const uint Stream = 8;

    /// <inheritdoc/>
    public string Name => "with the positions of its map shuffled, 999 times, no model agrees as well with the published map";

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        var (asWell, most) = (0, double.NegativeInfinity);
        foreach (var model in models)
        {
            var nodes = AuthorsNodes.Of(model, cancellation);
            var agreed = SampleMapAgain.Agreement(model.Map, nodes);
            var positions = SampleMapAgain.Positions(model.Map).ToArray();
            var random = new RandomSequence(StoredMaps.Seed, StreamPurpose.Statistics, minor: Stream);
            for (var draw = 0; draw < Draws; draw++)
            {
                random.Shuffle<int>(positions);
                var shuffled = SampleMapAgain.Agreement(model.Map, nodes, positions);
                asWell += shuffled < agreed ? 0 : 1;
                most = Math.Max(most, shuffled);
            }
        }

        return new ControlOutcome(Name, asWell == 0, FormattableString.Invariant($"{asWell} of {Draws * models.Length} agree as well, at most {most:0.000}"));
    }
}
