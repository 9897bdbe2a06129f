using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Tasks;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-37: heads that add a pair leave it to others to write the digit.</summary>
public sealed class BaseAddNotWritten() : CircuitClaim(
    "ADD-37",
    "Heads that do base add (SA) do not write the answer's digit themselves: what they put out for a donor, given to the logits alone and to nothing between, changes no digit but the highest.",
    "the authors' re-tests: heads that the map names for SA do not write the answer's digit themselves, they read the operands; at the leading digit they do",
    new Criterion(
        "share of questions whose digit A_k changes, k below n − 1, at the digit where it is greatest, when the logits alone get what the heads put out for the donor",
        Comparator.AtMost,
        0.1,
        "No number is published, nor how it was found; this is our reading of 'themselves'. A tenth is left, as where a sub-task is confirmed. Of each digit the smallest set of heads that confirms SA counts, of equally small ones that with most exact answers. The "
        + "same donors by all ways change nearly every digit, else SA would not be confirmed."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new PlantedCircuit(), new LastMlpWrites(), new UntrainedCircuit()])
{
    /// <summary>What the heads of each digit of a model do by themselves.</summary>
    internal static readonly OnceAModel<DirectEffect> Known = new((model, cancellation) =>
        from search in model.Map.Searches
        where search is { Tag.Task: SubTask.SA, Found.IsEmpty: false }
        select Scan(model, search, cancellation));

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var effects = Known.Of(model, cancellation);
        DirectEffect[] lower = [.. effects.Where(effect => effect.Digit < model.Map.Layout.Digits - 1 && effect.Changed.Trials > 0)];
        if (lower.Length == 0)
        {
            return null;
        }

        var most = lower.MaxBy(effect => effect.Changed.Value)!.Changed;
        return new Measurement(model.Name, most.Value)
        {
            Bounds = most.Bounds,
            BoundsOf = "share of questions",
            Raw = Measurement.RawOf(
                ("digits", lower.Length),
                ("questions", lower.Sum(effect => effect.Changed.Trials)),
                ("changed", lower.Sum(effect => effect.Changed.Hits)),
                ("of these to the donor's base value", lower.Sum(effect => effect.Exact.Hits)),
                ("changed by the last layer's MLP", lower.Sum(effect => effect.ByLastMlp.Hits))),
            Examples = [.. effects.Select(effect => $"A{effect.Digit}.SA at {string.Join(" + ", effect.Heads)}: {effect.Changed} changed, {effect.Exact} to the donor's")],
        };
    }

    private static DirectEffect Scan(MappedModel model, TagSearch search, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var heads = search.Found.OrderBy(test => test.Nodes.Length).ThenByDescending(test => test.Exact.Value).First().Nodes;
        return DirectEffectScan.Of(model.Engine, SubTask.SA, search.Tag.Digit!.Value, heads, model.Map.QuestionSeed);
    }
}
