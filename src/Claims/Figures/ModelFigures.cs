using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Zoo;

namespace Repro.Claims.Figures;

/// <summary>All figures of one model.</summary>
public static class ModelFigures
{
    private const string Positions = "positions";
    private const string Separation = "separation-A";
    private const string Loss = "loss";

    /// <summary>
    /// The figures with the names of their files. A map of something that is known of no node would be blank and is left out, as are the
    /// positions of a model that answers nothing right and the loss of one without a record.
    /// </summary>
    public static IEnumerable<(string Name, SvgDrawing Drawing)> Of(NodeMap map, ModelName name, ZooLosses? losses, IEnumerable<CaseProjection> projections)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(projections);
        foreach (var fact in MapFacts.All.Where(fact => map.Nodes.Any(node => fact.Cell(map, node) is not null)))
        {
            yield return (fact.Name, QuantaMap.Draw(map, fact));
        }

        if (map.Questions > 0)
        {
            yield return (Positions, PositionBars.Draw(map.Model, map.Layout, map.PositionFails, map.Questions));
        }

        foreach (var projection in projections)
        {
            var probe = projection.Probe;
            yield return (
                $"{Separation}{probe.Digit}.{probe.Task}",
                ClassSeparationPlot.Draw($"{map.Model}: {probe.Node} on the cases of A{probe.Digit}.{probe.Task}", projection.Cases, projection.Points, projection.Explained));
        }

        if (losses is not null)
        {
            yield return (Loss, LossPlot.Draw(map.Model, losses, PublishedLosses.Of(name)));
        }
    }

    /// <summary>Whether a figure of some model has this name.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name is Positions or Loss || name.StartsWith(Separation, StringComparison.Ordinal)
            || MapFacts.All.Any(fact => string.Equals(fact.Name, name, StringComparison.Ordinal));
    }
}
