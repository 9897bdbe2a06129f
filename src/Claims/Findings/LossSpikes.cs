using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Statistics;
using Repro.Claims.Transfer;
using Repro.Claims.Zoo;

namespace Repro.Claims.Findings;

/// <summary>ADD-05: loss spikes persist until the learning rate has decayed.</summary>
public sealed class LossSpikes() : ZooClaim(Text, Preset.Compact, [new PlantedSpikes(), new StoredLosses()], ofSome: true)
{
    // Shares of a training. In the middle the rate is 80 to 35 % of its peak, in the last tenth 4 to 2 %.
    private const double MiddleFrom = 0.3;
    private const double MiddleTo = 0.6;
    private const double LastFrom = 0.9;

    // Models that are held to their parents' weights, ins2 and ins3, are another matter; so are shapes that do not learn.
    private static readonly ImmutableArray<ModelName> Chosen =
    [
        .. Catalogue.Published.Select(entry => entry.Name)
            .Where(name => name.Layers > 1 && name.Transfer is null or TransferMethod.Initialise),
    ];

    private static readonly Claim Text = new()
    {
        Id = "ADD-05",
        Paper = Paper.AdditionSubtraction,
        Statement = "Loss spikes of more than tenfold occur in the middle of training and vanish once the learning rate has decayed.",
        Published = "spikes of 10 to 100 times persist until the learning rate has decayed",
        Criterion = new Criterion(
            "share of steps on a spike in the last tenth of all trainings, over that from 30 to 60 % of them",
            Comparator.AtMost,
            0.1,
            "To vanish is to become at most a tenth as frequent. Stored curves hold at most 200 steps of each training, too few to judge one "
            + "model, so those of all models that learn are taken together. Where the middle has no spikes there is no such ratio, and the finding fails."),
        Models = [.. Chosen.Select(name => $"{name}")],
        Controls = [PlantedSpikes.Text, StoredLosses.Text],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("model", ModelName.DefaultSeed),
        Tier = CostTier.Claim,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records)
    {
        var curves = Chosen.Where(records.ContainsKey).Select(name => records[name]).ToArray();
        var middle = Count(curves, MiddleFrom, MiddleTo);
        var last = Count(curves, LastFrom, 1);
        return
        [
            new Measurement("last tenth over middle", ShareOf(last) / (middle.Spikes == 0 ? double.NaN : ShareOf(middle)))
            {
                Parts =
                [
                    Describe("middle, all models", middle),
                    Describe("last tenth, all models", last),
                    .. curves.GroupBy(record => FamilyOf(ModelName.Parse(record.Name)), StringComparer.Ordinal).SelectMany(family => new[]
                    {
                        Describe($"middle, {family.Key}", Count(family, MiddleFrom, MiddleTo)),
                        Describe($"last tenth, {family.Key}", Count(family, LastFrom, 1)),
                    }),
                ],
            },
        ];
    }

    private static (long Spikes, long Points) Count(IEnumerable<ZooRecord> records, double from, double to)
    {
        var (spikes, points) = (0L, 0L);
        foreach (var record in records)
        {
            var found = SpikeDetector.Find(record.Losses.Values);
            for (var i = 0; i < found.Length; i++)
            {
                var share = (double)i * record.Losses.Every / record.Recipe.Steps;
                if (share >= from && share < to)
                {
                    points++;
                    spikes += found[i] ? 1 : 0;
                }
            }
        }

        return (spikes, points);
    }

    private static double ShareOf((long Spikes, long Points) counted) => (double)counted.Spikes / counted.Points;

    // The bounds take points as independent, though one spike may hold several.
    private static Measurement Describe(string name, (long Spikes, long Points) counted) => new(name, ShareOf(counted))
    {
        Bounds = counted.Points == 0 ? null : BinomialInterval.ClopperPearson(counted.Spikes, counted.Points),
        BoundsOf = "share of points on a spike",
        Raw = Measurement.RawOf(("points on a spike", counted.Spikes), ("points", counted.Points)),
    };

    private static string FamilyOf(ModelName name) => name.Transfer is { } method
        ? $"{ParentTransfer.Tag(method)} models"
        : $"{name.Operations.ToString().ToLowerInvariant()} models";
}
