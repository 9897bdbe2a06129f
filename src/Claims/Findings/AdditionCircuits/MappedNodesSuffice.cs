using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-21: the mapped nodes alone still add.</summary>
public sealed class MappedNodesSuffice() : CircuitClaim(
    "ADD-21",
    "With only the nodes that are useful by the authors' rule, all others replaced by their means, addition models still answer most questions.",
    "0.94 right for add_d5_l2_h3_t15K_s372001; random node sets of equal size 0.00",
    new Criterion(
        "share of questions answered right with only these nodes",
        Comparator.AtLeast,
        LeastRight,
        "Somewhat below the published 0.94, and above what was published for any kind of question but addition. The nodes are those of the authors' rule, as "
        + "in their re-tests; what those of our rule reach stands beside it."),
    AdditionModelsMapped.EverySize,
    [new StoredMaps(), new StoredAuthorsNodes(), new PlantedCircuit(), new RandomNodes(), new UntrainedCircuit()])
{
    private const double LeastRight = 0.85;

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var sufficiency = new Sufficiency(model.Engine, model.Questions());
        ImmutableArray<Node> authors = [.. AuthorsNodes.Of(model, cancellation).Select(effect => effect.Node)];
        ImmutableArray<Node> ours = [.. model.Map.Nodes.Select(node => node.Node)];
        var judged = Of(model.Name, authors);
        return judged with
        {
            Parts = [Of($"{model.Name}, nodes by effect size", ours)],
            Examples = judged.Value >= LeastRight ? [] : [Lacks(sufficiency.Complete(authors, QuestionKind.Add, LeastRight, cancellation: cancellation))],
        };

        Measurement Of(string name, ImmutableArray<Node> nodes)
        {
            var kept = sufficiency.Keep(nodes).Single();
            return new Measurement(name, kept.Share)
            {
                Bounds = kept.Bounds,
                BoundsOf = "share right",
                Raw = Measurement.RawOf(("nodes", nodes.Length), ("of nodes", sufficiency.Nodes.Length), ("right", kept.Right), ("questions", kept.Questions)),
            };
        }
    }

    private static string Lacks(Completion completion)
    {
        var reached = FormattableString.Invariant($"{completion.Reached.Right} of {completion.Reached.Questions} right");
        return completion.Met ? $"with {string.Join(" and ", completion.Needed)} added {reached}" : $"with all nodes {reached}";
    }
}
