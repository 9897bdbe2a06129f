using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Models.Training;

namespace Repro.Claims.Zoo;

/// <summary>A loss curve thinned out for a figure.</summary>
/// <param name="Every">Steps from one loss to the next; the first is that of step 0.</param>
/// <param name="Values">The losses, at most <see cref="Most"/>.</param>
public sealed record ZooLosses(int Every, ImmutableArray<float> Values) : IJsonOnDeserialized
{
    /// <summary>Most losses kept.</summary>
    public const int Most = 200;

    /// <summary>Thins <see cref="LossCurve.Samples"/> as much as needed.</summary>
    public static ZooLosses Of(IReadOnlyList<float> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var stride = Math.Max(1, (samples.Count + Most - 1) / Most);
        return new ZooLosses(LossCurve.Interval * stride, [.. samples.Where((_, sample) => sample % stride == 0)]);
    }

    /// <summary>Refuses a curve from a file that no training has.</summary>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Every < 1 || Values.IsDefaultOrEmpty || Values.Length > Most || Values.Any(loss => !float.IsFinite(loss)))
        {
            throw new JsonException($"a loss curve has 1 to {Most} finite losses, one every so many steps, at least 1.");
        }
    }
}
