using Repro.Claims.Figures;
using Repro.Claims.Tests.Snapshots;
using Xunit;

namespace Repro.Claims.Tests.Figures;

/// <summary>The whole text of one small map: a change of any place, colour or word shows here.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class QuantaMapSnapshots
{
    [Fact]
    public void Draw_AlgorithmOfASmallMap_IsThisText() => Snapshot.Verify(QuantaMap.Draw(MapSamples.Small(), MapFacts.Algorithm).ToString(), "svg");
}
