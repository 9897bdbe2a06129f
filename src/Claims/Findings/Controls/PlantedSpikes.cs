using System.Collections.Immutable;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings.Controls;

/// <summary>
/// What the spike detector finds on made-up curves that fall by eight orders of magnitude as smoothly as a cosine: nothing, until
/// spikes are put there.
/// </summary>
public sealed class PlantedSpikes : IRecordControl
{
    /// <summary>Name of the control.</summary>
    public const string Text = "planted spikes of 20 times are all found, also in the last tenth, and none on the smooth curve";

    private static readonly ImmutableArray<int> Places = [40, 80, 81, 120, 160, 185, 199];

    /// <inheritdoc/>
    public string Name => Text;

    /// <inheritdoc/>
    public ControlOutcome Run(ImmutableArray<RecordedModel> models, CancellationToken cancellation)
    {
        var smooth = Enumerable.Range(0, ZooLosses.Most)
            .Select(point => (float)Math.Pow(10, -4 * (1 - Math.Cos(Math.PI * point / ZooLosses.Most)))).ToArray();
        var falsely = Found(smooth).Length;
        foreach (var place in Places)
        {
            smooth[place] *= 20;
        }

        var found = Found(smooth);
        return new ControlOutcome(
            Text, falsely == 0 && found.SequenceEqual(Places), $"{falsely} on the smooth curve; planted at {string.Join(", ", Places)}, found at {string.Join(", ", found)}");
    }

    private static int[] Found(float[] losses)
    {
        var spikes = SpikeDetector.Find([.. losses]);
        return [.. Enumerable.Range(0, losses.Length).Where(point => spikes[point])];
    }
}
