using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Zoo;
using Repro.Models.Engines;

namespace Repro.Claims.Quanta;

/// <summary>Where a model works: its useful nodes and what each position is worth.</summary>
/// <param name="Map">The useful nodes with what their ablation breaks; neither attention nor sub-tasks.</param>
/// <param name="PositionFails">For each position the number of the map's questions that fail when all of it is ablated.</param>
public sealed record ModelScan(NodeMap Map, ImmutableArray<int> PositionFails)
{
    /// <summary>Questions drawn: about as many as the authors ask of a mixed model (470 to 640), and 40 of each of its 15 classes.</summary>
    public const int Asked = 600;

    /// <summary>
    /// Scans a model. Under <see cref="UsefulRule.Published"/> only the positions whose own ablation fails a question are scanned, as in the
    /// authors' tool; else all but the last, behind which nothing is predicted.
    /// </summary>
    /// <param name="engine">Holds the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="ablation">What comes in the place of a node.</param>
    /// <param name="rule">When a node counts as useful.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="InvalidOperationException">The model answers no question right.</exception>
    public static ModelScan Of(IEngine engine, NamedModel model, AblationKind ablation, UsefulRule rule, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(model);
        const ulong Seed = AccuracyPlan.QuestionSeed;
        var questions = AnalysisQuestions.For(engine, QuestionKinds.Of(model.Name.Operations), Asked, Seed);
        var replacement = new Ablation(engine, questions.Tokens, ablation, Seed);
        var fails = NodeScan.OfPositions(engine, questions, replacement, cancellation);
        var positions = Enumerable.Range(0, questions.Layout.Length - 1).Where(position => rule != UsefulRule.Published || fails[position] > 0);
        var effects = NodeScan.OfNodes(engine, questions, replacement, Node.All(engine.Config, positions), cancellation);
        var map = new NodeMap
        {
            Model = $"{model.Name}",
            ParametersSha256 = model.Parameters.Hash(),
            Layout = questions.Layout,
            Layers = engine.Config.Layers,
            Heads = engine.Config.Heads,
            QuestionSeed = Seed,
            Asked = questions.Asked,
            Questions = questions.Count,
            Ablation = ablation,
            Rule = rule,
            Nodes = [.. effects.Where(effect => rule.Holds(effect)).Select(effect => new MappedNode(effect, Attention: [], Algorithm: []))],
        };
        return new ModelScan(map, fails);
    }
}
