using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Probes;
using Repro.Claims.Quanta.Tasks;
using Repro.Models.Engines;

namespace Repro.Claims.Quanta;

/// <summary>
/// Makes the node map of a model: which nodes are useful, what their ablation breaks, where heads look, which sub-tasks interchange
/// interventions confirm, what probes read. The same model and settings give the same map.
/// </summary>
public sealed record CircuitAnalysis
{
    /// <summary>
    /// Questions of each set, before those are dropped that the model answers wrong: about as many as the authors ask of a mixed model (470
    /// to 640), and 40 of each of its 15 classes.
    /// </summary>
    public int Questions { get; init; } = 600;

    /// <summary>Seed of the first set, of the pairs and of the probes; the authors' analysis seed.</summary>
    public ulong Seed { get; init; } = AccuracyPlan.QuestionSeed;

    /// <summary>Seed of the second set, which only shows how far useful nodes depend on the set; null asks none.</summary>
    public ulong? SecondSeed { get; init; } = AccuracyPlan.QuestionSeed + 1;

    /// <summary>What comes in the place of an ablated node.</summary>
    public AblationKind Ablation { get; init; } = AblationKind.Mean;

    /// <summary>When a node counts as useful.</summary>
    public UsefulRule Rule { get; init; } = UsefulRule.EffectSize;

    /// <summary>Which pairs of questions test sub-tasks.</summary>
    public PairSource Pairs { get; init; } = PairSource.Sampled;

    /// <summary>Analyses a model.</summary>
    /// <param name="engine">The model; must keep its parameters.</param>
    /// <param name="model">Its name.</param>
    /// <param name="kinds">Kinds of question that it is for.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <returns>The map; without nodes where the model answers no question right.</returns>
    /// <exception cref="ArgumentException">The model is no arithmetic model, or there are fewer questions than complexity classes.</exception>
    public NodeMap Of(IEngine engine, string model, ImmutableArray<QuestionKind> kinds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var layout = QuestionLayout.Of(engine.Config);
        var map = new NodeMap
        {
            Model = model,
            ParametersSha256 = engine.GetParameters().Hash(),
            Layout = layout,
            Layers = engine.Config.Layers,
            Heads = engine.Config.Heads,
            QuestionSeed = Seed,
            Asked = Questions,
            Questions = 0,
            Ablation = Ablation,
            Rule = Rule,
            PositionFails = [],
            Nodes = [],
        };
        if (AnalysisQuestions.AnsweredRight(engine, kinds, Questions, Seed) is not { } questions)
        {
            return map;
        }

        var ablation = new Ablation(engine, questions.Tokens, Ablation, Seed);
        var positions = NodeScan.OfPositions(engine, questions, ablation, cancellation);
        var useful = Useful(engine, questions, ablation, positions, cancellation);
        var attention = AttentionScan.Of(engine, questions, cancellation);
        var searches = new SubTaskScan(engine, useful, attention, Pairs, Seed).All(kinds, cancellation);
        return map with
        {
            Questions = questions.Count,
            PositionFails = positions,
            Nodes = [.. useful.Select(effect => new MappedNode(effect, attention.Shares(effect.Node), Tags(effect.Node, layout, kinds, attention, searches)))],
            Overlap = Compare(engine, kinds, useful, cancellation),
            Searches = searches,
            Probes = new ProbeScan(engine, Seed).Of([.. useful.Select(effect => effect.Node)], attention, kinds, cancellation),
        };
    }

    // Nothing is predicted behind the last loss position, so no node there can matter. The authors' tool looks only at positions whose
    // own ablation fails a question.
    private ImmutableArray<NodeEffect> Useful(
        IEngine engine, AnalysisQuestions questions, Ablation ablation, ImmutableArray<int> positionFails, CancellationToken cancellation)
    {
        var positions = Enumerable.Range(0, questions.Layout.Length - 1).Where(position => Rule != UsefulRule.Published || positionFails[position] > 0);
        var effects = NodeScan.OfNodes(engine, questions, ablation, Node.All(engine.Config, positions), cancellation);
        return [.. effects.Where(effect => Rule.Holds(effect))];
    }

    private SetOverlap? Compare(
        IEngine engine, ImmutableArray<QuestionKind> kinds, ImmutableArray<NodeEffect> useful, CancellationToken cancellation)
    {
        if (SecondSeed is not { } seed || AnalysisQuestions.AnsweredRight(engine, kinds, Questions, seed) is not { } questions)
        {
            return null;
        }

        var ablation = new Ablation(engine, questions.Tokens, Ablation, Seed);
        var positions = Rule == UsefulRule.Published ? NodeScan.OfPositions(engine, questions, ablation, cancellation) : [];
        var first = useful.Select(effect => effect.Node).ToHashSet();
        var second = Useful(engine, questions, ablation, positions, cancellation).Select(effect => effect.Node).ToHashSet();
        var (shared, either) = (first.Count(second.Contains), first.Union(second).Count());
        return new SetOverlap(seed, questions.Count, second.Count, shared, either == 0 ? 1 : (double)shared / either);
    }

    // What interchange confirmed, in the order of the searches, and then, in models that need it, where the head looks.
    private static ImmutableArray<AlgorithmTag> Tags(
        Node node, QuestionLayout layout, ImmutableArray<QuestionKind> kinds, AttentionScan attention, ImmutableArray<TagSearch> searches)
    {
        var tags = searches.Where(search => search.Found.Any(test => test.Nodes.Contains(node))).Select(search => search.Tag).ToList();
        foreach (var task in TaskDefinition.All.Where(task => task.Site == TaskSite.Selectors && task.Kinds.All(kinds.Contains)))
        {
            if (node.Head is not null && task.Keys(layout, 0).All(key => attention.Attends(node, key, kinds.AsSpan())))
            {
                tags.Add(new AlgorithmTag(task.Task, null));
            }
        }

        return [.. tags];
    }
}
