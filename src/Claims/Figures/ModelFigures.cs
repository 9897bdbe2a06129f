using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Claims.Zoo;

namespace Repro.Claims.Figures;

/// <summary>All figures of one model.</summary>
public static class ModelFigures
{
    /// <summary>
    /// The figures with the names of their files. A map of something that is known of no node would be blank and is left out, as is the loss
    /// of a model without a record.
    /// </summary>
    public static IEnumerable<(string Name, SvgDrawing Drawing)> Of(ModelScan scan, ModelName name, ZooLosses? losses)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var map = scan.Map;
        foreach (var fact in MapFacts.All.Where(fact => map.Nodes.Any(node => fact.Cell(map, node) is not null)))
        {
            yield return (fact.Name, QuantaMap.Draw(map, fact));
        }

        yield return ("positions", PositionBars.Draw(map.Model, map.Layout, scan.PositionFails, map.Questions));
        if (losses is not null)
        {
            yield return ("loss", LossPlot.Draw(map.Model, losses, PublishedLosses.Of(name)));
        }
    }
}
