using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Planted;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// A model whose circuit is written down must be judged as its circuit demands; where it meets the criterion, its map must hold just the
/// planted nodes. A model that the claim cannot be asked of is no control, and fails.
/// </summary>
public sealed class PlantedCircuit : ICircuitControl
{
    /// <summary>Digits of the planted models.</summary>
    public const int Digits = 5;

    private static readonly PlantedAdder Adder = new(Digits);
    private static readonly PlantedCalculator Calculator = new(Digits);
    private static readonly Planted Adding = new("planted adder", [QuestionKind.Add], Adder.Parameters, [.. Adder.Nodes.Select(node => node.Node)]);
    private static readonly Planted OfEveryKind = new(
        "planted calculator", [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg], Calculator.Parameters, Calculator.Nodes);

    private readonly Planted _planted;
    private readonly bool _meets;

    /// <summary>The control of a claim that holds for the planted adder.</summary>
    public PlantedCircuit()
        : this(meets: true, "in an adder with a planted circuit exactly the planted nodes are found, and it meets the criterion")
    {
    }

    /// <summary>What the planted adder must give.</summary>
    /// <param name="meets">Whether it must meet the claim's criterion.</param>
    /// <param name="text">Name of the control.</param>
    public PlantedCircuit(bool meets, string text)
        : this(Adding, meets, text)
    {
    }

    private PlantedCircuit(Planted planted, bool meets, string text) => (_planted, _meets, Name) = (planted, meets, text);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The control of a claim on all kinds of question that holds for the planted calculator.</summary>
    public static PlantedCircuit OfAllKinds() =>
        OfAllKinds(meets: true, "in a calculator with a planted circuit exactly the planted nodes are found, and it meets the criterion");

    /// <summary>What the planted calculator must give.</summary>
    /// <param name="meets">Whether it must meet the claim's criterion.</param>
    /// <param name="text">Name of the control.</param>
    public static PlantedCircuit OfAllKinds(bool meets, string text) => new(OfEveryKind, meets, text);

    /// <summary>The adder with its map; the caller disposes it.</summary>
    public static MappedModel Model() => Adding.Model();

    /// <summary>The calculator with its map; the caller disposes it.</summary>
    public static MappedModel ModelOfAllKinds() => OfEveryKind.Model();

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        using var planted = _planted.Model();
        var found = planted.Map.Nodes.Select(node => node.Node).SequenceEqual(_planted.Nodes);
        var value = claim.Judge(planted, cancellation)?.Value ?? double.NaN;
        return new ControlOutcome(
            Name,
            found && !double.IsNaN(value) && claim.Claim.Criterion.Holds(value) == _meets,
            FormattableString.Invariant($"{(found ? "the planted nodes" : "other nodes than the planted")}; {claim.Claim.Criterion.Metric}: {value}"));
    }

    private sealed class Planted
    {
        private readonly Parameters _parameters;
        private readonly Lazy<NodeMap> _map;

        public Planted(string name, ImmutableArray<QuestionKind> kinds, Parameters parameters, ImmutableArray<Node> nodes)
        {
            (Name, Kinds, _parameters, Nodes) = (name, kinds, parameters, nodes);
            _map = new Lazy<NodeMap>(() =>
            {
                using var engine = Engine();
                return new CircuitAnalysis().Of(engine, Name, Kinds);
            });
        }

        public ImmutableArray<Node> Nodes { get; }

        private string Name { get; }

        private ImmutableArray<QuestionKind> Kinds { get; }

        public MappedModel Model() => new(Name, Kinds, Engine(), _map.Value);

        private IEngine Engine()
        {
            var engine = EngineFactory.ForCpu(1).Create(_parameters.Layout.Config);
            engine.SetParameters(_parameters);
            return engine;
        }
    }
}
