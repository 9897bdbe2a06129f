using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Planted;
using Repro.Models.Engines;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>
/// The adder whose circuit is written down must be judged as its circuit demands; where it meets the criterion, its map must hold just the
/// planted nodes. An adder that the claim cannot be asked of is no control, and fails.
/// </summary>
/// <param name="meets">Whether it must meet the claim's criterion.</param>
/// <param name="text">Name of the control.</param>
public sealed class PlantedCircuit(bool meets, string text) : ICircuitControl
{
    /// <summary>Digits of the adder.</summary>
    public const int Digits = 5;

    private static readonly PlantedAdder Adder = new(Digits);
    private static readonly Lazy<NodeMap> Known = new(() =>
    {
        using var engine = Engine();
        return new CircuitAnalysis().Of(engine, "planted adder", [QuestionKind.Add]);
    });

    /// <summary>The control of a claim that holds for the planted circuit.</summary>
    public PlantedCircuit()
        : this(meets: true, "in an adder with a planted circuit exactly the planted nodes are found, and it meets the criterion")
    {
    }

    /// <summary>
    /// Of claims on subtraction. That the adder does not meet them says nothing, so this checks the search for nodes alone.
    /// </summary>
    public static PlantedCircuit ThatCannotSubtract() => new(
        meets: false, "sanity check: in an adder with a planted circuit exactly the planted nodes are found; as it cannot subtract, it cannot meet the criterion");

    /// <inheritdoc/>
    public string Name { get; } = text;

    /// <summary>The adder with its map; the caller disposes it.</summary>
    public static MappedModel Model() => new("planted adder", [QuestionKind.Add], Engine(), Known.Value);

    /// <inheritdoc/>
    public ControlOutcome Run(CircuitClaim claim, ImmutableArray<MappedModel> models, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claim);
        using var planted = Model();
        var found = planted.Map.Nodes.Select(node => node.Node).SequenceEqual(Adder.Nodes.Select(node => node.Node));
        var value = claim.Judge(planted, cancellation)?.Value ?? double.NaN;
        return new ControlOutcome(
            Name,
            found && !double.IsNaN(value) && claim.Claim.Criterion.Holds(value) == meets,
            FormattableString.Invariant($"{(found ? "the planted nodes" : "other nodes than the planted")}; {claim.Claim.Criterion.Metric}: {value}"));
    }

    private static IEngine Engine()
    {
        var engine = EngineFactory.ForCpu(1).Create(Adder.Config);
        engine.SetParameters(Adder.Parameters);
        return engine;
    }
}
