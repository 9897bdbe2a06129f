using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.AdditionCircuits;

/// <summary>ADD-20: one algorithm describes the addition models.</summary>
public sealed class CommonAlgorithm() : CircuitClaim(
    "ADD-20",
    "The declared algorithm of addition (SA at every digit, tri-states by the sign token, resolved carries at the last layer's MLP) holds for every model.",
    "19 of 23 clauses valid for add_d6_l2_h3_t15K_s372001; all models share the algorithm",
    new Criterion(
        "share of the algorithm's required clauses that are valid",
        Comparator.AtLeast,
        0.8,
        "19 of 23 is 0.83. The published clauses cannot be counted one to one: ours demand the resolved carry, whose published clause is empty, do "
        + "not demand SC, and ask of tri-states the exact change of the answer and not any. What is not testable counts as not valid."),
    AdditionModelsMapped.All,
    [new StoredMaps(), new PlantedCircuit(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var checks = PublishedAlgorithms.Addition(model.Map.Layout).Check(model.Map);
        var required = checks.Where(check => !check.Clause.Optional).ToArray();
        var share = new Proportion(required.Count(check => check.Verdict == ClauseVerdict.Valid), required.Length);
        var tasks =
            from check in checks
            let clause = (HasTask)check.Clause
            group check by clause.Tag.Task into task
            from count in new[] { ($"{task.Key} clauses", task.Count()), ($"{task.Key} valid", task.Count(check => check.Verdict == ClauseVerdict.Valid)) }
            select (count.Item1, (double)count.Item2);
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of clauses",
            Raw = Measurement.RawOf([("required", share.Trials), ("valid", share.Hits), .. tasks]),
            Examples = [.. required.Where(check => check.Verdict != ClauseVerdict.Valid).Select(check => $"{check.Clause.Statement}: {check.Reason}")],
        };
    }
}
