using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta.Algorithm;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>A claim that models follow a declared algorithm: how many of its required clauses hold for each.</summary>
/// <param name="id">For instance ADD-20.</param>
/// <param name="statement">The finding in one sentence.</param>
/// <param name="published">The published figure.</param>
/// <param name="reason">Why 0.8 of the clauses.</param>
/// <param name="models">The models.</param>
/// <param name="controls">The controls.</param>
public abstract class AlgorithmClaim(
    string id, string statement, string published, string reason, ImmutableArray<string> models, ImmutableArray<ICircuitControl> controls)
    : CircuitClaim(
        id,
        statement,
        published,
        new Criterion(
            "share of the algorithm's required clauses that are valid",
            Comparator.AtLeast,
            0.8,
            reason),
        models,
        controls)
{
    /// <summary>What is not testable; for reasons.</summary>
    protected const string Untestable = "What is not testable counts as not valid.";

    /// <summary>The algorithm, for questions of some number of digits.</summary>
    protected abstract DeclaredAlgorithm Algorithm(QuestionLayout layout);

    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var checks = Algorithm(model.Map.Layout).Check(model.Map);
        var required = checks.Where(check => !check.Clause.Optional).ToArray();
        var share = new Proportion(required.Count(check => check.Verdict == ClauseVerdict.Valid), required.Length);
        var subjects =
            from subject in checks.GroupBy(check => check.Clause.Subject, StringComparer.Ordinal)
            from count in new[] { ($"{subject.Key} clauses", subject.Count()), ($"{subject.Key} valid", subject.Count(check => check.Verdict == ClauseVerdict.Valid)) }
            select (count.Item1, (double)count.Item2);
        return new Measurement(model.Name, share.Value)
        {
            Bounds = share.Bounds,
            BoundsOf = "share of clauses",
            Raw = Measurement.RawOf(
            [
                ("required", share.Trials),
                ("valid", share.Hits),
                ("untestable", required.Count(check => check.Verdict == ClauseVerdict.Untestable)),
                .. subjects,
            ]),
            Examples = [.. required.Where(check => check.Verdict != ClauseVerdict.Valid).Select(check => $"{check.Clause.Statement}: {check.Reason}")],
        };
    }
}
