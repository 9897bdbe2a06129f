using System.Collections.Immutable;
using Repro.Claims.Circuits;
using Repro.Claims.Findings.NodeMaps;
using Repro.Claims.Ledger;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Sharing;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>MIX-17: MIX-07 with the authors' own questions.</summary>
public sealed class SharedByPublishedPairs() : CircuitClaim(
    "MIX-17",
    "By the authors' own pairs of questions the heads that add a digit pair in a mixed model also subtract it, either way round.",
    "of ins1_mix_d6_l3_h4_t40K_s372001 all 12 heads with SA of a digit have MD, and 10 of them, all but those of the highest digit, ND",
    new Criterion(
        "share of the digits 0 to n − 2 whose heads with SA give the expected answer to both of the authors' pairs for MD and to both for ND",
        Comparator.AtLeast,
        0.8,
        "As in MIX-07. Written after ins1_mix_d6_l3_h4_t40K_s173289 and t50K_s572091 had been looked at, where MIX-07's random pairs fail at every digit and "
        + "the authors' pass at every digit; the two models judged here had not been."),
    MixedModelsMapped.Both,
    [new OtherHeads(), new StoredMaps(), new UntrainedCircuit()])
{
    /// <inheritdoc/>
    public override Measurement? Judge(MappedModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var digits = Enumerable.Range(0, model.Map.Layout.Digits - 1).Select(digit => (Digit: digit, Heads: BaseValueHeads.Of(model.Map, digit))).ToArray();
        var passed = digits.Where(digit => !digit.Heads.IsEmpty && Passes(model, digit.Digit, digit.Heads, cancellation)).ToArray();
        var share = new Proportion(passed.Length, digits.Length);
        return new Measurement(model.Name, share.Value)
        {
            Raw = Measurement.RawOf(
                ("digits", share.Trials), ("digits that pass", share.Hits), ("digits with SA", digits.Count(digit => !digit.Heads.IsEmpty))),
            Examples = [.. digits.Select(digit => $"A{digit.Digit}: SA {string.Join(' ', digit.Heads)}")],
        };
    }

    /// <summary>Whether patching nodes gives the authors' expected answers for MD and for ND.</summary>
    internal static bool Passes(MappedModel model, int digit, ImmutableArray<Node> nodes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new[] { SubTask.MD, SubTask.ND }.All(task =>
        {
            var trial = new TaskTrial(model.Engine, task, digit, PairSource.Published, model.Map.QuestionSeed);
            return trial.IsTestable && trial.Of(nodes).Exact.Value == 1;
        });
    }
}
