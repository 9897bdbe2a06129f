using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>
/// One sub-task at one digit, ready to be tried on any nodes of one model: pairs of questions that the model answers right, their runs
/// recorded. A trial is then one patched run over all pairs.
/// </summary>
public sealed class TaskTrial : IDisposable
{
    private readonly TaskDefinition _task;
    private readonly QuestionLayout _layout;
    private readonly int _digit;
    private readonly int _lastLayer;
    private readonly PairSource _source;
    private readonly ImmutableArray<int> _mayStay;
    private readonly ImmutableArray<string> _cases;
    private readonly QuestionPairs? _pairs;
    private readonly Interchange? _interchange;

    // The pairs of which the model answers both questions right: those with another value, and those with the same.
    private readonly int[] _others = [];
    private readonly int[] _sames = [];

    /// <summary>Draws the pairs and runs them.</summary>
    /// <exception cref="ArgumentException">The digit does not have this sub-task, or the model is no arithmetic model.</exception>
    public TaskTrial(IEngine engine, SubTask task, int digit, PairSource source, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _task = TaskDefinition.Of(task);
        _layout = QuestionLayout.Of(engine.Config);
        _digit = digit;
        _lastLayer = engine.Config.Layers - 1;
        _source = source;
        if (!_task.Digits(_layout).Contains(digit))
        {
            throw new ArgumentException(
                $"{task} of digit {digit} does not exist for {_layout.Digits} digits; its digits are {string.Join(", ", _task.Digits(_layout))}.");
        }

        var pattern = _task.Pattern(_layout, digit, source);
        _mayStay = pattern.MayStay(_layout);
        _cases = source == PairSource.Published ? [] : pattern.Cases;
        _pairs = QuestionPairs.Of(_task, _layout, digit, source, seed);
        if (_pairs is null)
        {
            return;
        }

        _interchange = new Interchange(engine, _pairs.Clean, _pairs.Donors, new ForwardRequest
        {
            Record = _task.IsCascade
                ? [new(HookKind.ResidualMid, _lastLayer), new(HookKind.Norm2, _lastLayer)]
                : [.. Enumerable.Range(0, engine.Config.Layers).Select(layer => new HookPoint(HookKind.Z, layer))],
            RecordPositions = _task.IsCascade ? _layout.LossPositions : null,
            LogitPositions = _layout.LossPositions,
        });
        var (clean, donor) = (Answers.Wrong(_layout, _pairs.Clean, _interchange.CleanLogits), Answers.Wrong(_layout, _pairs.Donors, _interchange.DonorLogits));

        // Pairs answered wrong are run too, as that is cheaper than to begin anew without them, but nobody looks at them.
        var right = Enumerable.Range(0, _pairs.Clean.Count).Where(row => clean[row] == 0 && donor[row] == 0).ToLookup(row => row < _pairs.Others);
        (_others, _sames) = ([.. right[true]], [.. right[false]]);
    }

    /// <summary>The sub-task and its digit.</summary>
    public AlgorithmTag Tag => new(_task.Task, _digit);

    /// <summary>Pairs left whose donor has another value.</summary>
    public int Pairs => _others.Length;

    /// <summary>
    /// Whether enough pairs are left: all that were published, or <see cref="TaskThresholds.LeastLeft"/> of those drawn in each half, and some of every case.
    /// </summary>
    public bool IsTestable => _pairs is not null && (_source == PairSource.Published
        ? (_others.Length, _sames.Length) == (_pairs.Others, _pairs.Sames)
        : _others.Length >= TaskThresholds.LeastLeft * _pairs.Others
            && _sames.Length >= TaskThresholds.LeastLeft * _pairs.Sames
            && _others.Select(row => _pairs.Cases[row]).Distinct().Count() == _cases.Length);

    /// <summary>Patches nodes together. For sub-tasks of the last layer's MLP exactly that node of the predicting position is meant.</summary>
    /// <exception cref="InvalidOperationException">No pairs are left.</exception>
    public SubTaskTest Of(params ImmutableArray<Node> nodes)
    {
        if (_interchange is null || _others.Length + _sames.Length == 0)
        {
            throw new InvalidOperationException($"{Tag} cannot be tested: there are no pairs of questions, or the model answers all of them wrong.");
        }

        return Judge(nodes, Read(Patched(nodes)), _task.Site == TaskSite.Combiner ? Read(Bypassed(nodes)) : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _interchange?.Dispose();

    private HookValue Patched(ImmutableArray<Node> nodes) => _task.IsCascade
        ? _interchange!.Patch([Take(HookKind.Norm2, fromDonor: true, nodes[0].Position)])
        : _interchange!.Patch(nodes);

    // What flows past the MLP comes from the donor, the MLP's own input stays clean.
    private HookValue Bypassed(ImmutableArray<Node> nodes) => _interchange!.Patch(
    [
        Take(HookKind.ResidualMid, fromDonor: true, nodes[0].Position),
        Take(HookKind.Norm2, fromDonor: false, nodes[0].Position),
    ]);

    private Intervention Take(HookKind kind, bool fromDonor, int position)
    {
        var at = new HookPoint(kind, _lastLayer);
        return Intervention.Replace(at, fromDonor ? _interchange!.Donor(at) : _interchange!.Clean(at), [position]);
    }

    private int[] Read(HookValue logits)
    {
        var answers = new int[_pairs!.Clean.Count * _layout.AnswerLength];
        Answers.Read(logits.Values, answers);
        return answers;
    }

    private SubTaskTest Judge(ImmutableArray<Node> nodes, int[] answers, int[]? bypass)
    {
        var (exact, moved, partWay, elsewhere, disturbed, bypassed) = (0, 0, 0, 0, 0, 0);
        var hits = new int[_cases.Length];
        var asked = new int[_cases.Length];
        ReadOnlySpan<int> Answer(int row) => answers.AsSpan(row * _layout.AnswerLength, _layout.AnswerLength);

        foreach (var row in _sames)
        {
            disturbed += Count(!Answer(row).SequenceEqual(_pairs!.Clean[row][_layout.Sign..]));
        }

        foreach (var row in _others)
        {
            var answer = Answer(row);
            var clean = _pairs!.Clean[row][_layout.Sign..];
            var expected = _pairs.Expected[row][_layout.Sign..];
            var hit = IsExpected(answer, clean, expected);
            exact += Count(hit);
            bypassed += Count(bypass is not null && !bypass.AsSpan(row * answer.Length, answer.Length).SequenceEqual(clean));
            if (!_cases.IsEmpty)
            {
                asked[_pairs.Cases[row]]++;
                hits[_pairs.Cases[row]] += Count(hit);
            }

            var (wanted, unwanted) = Changes(answer, clean, expected);
            moved += Count(wanted);
            elsewhere += Count(unwanted);
            var target = _layout.Digits + 1 - _task.Target(_layout, _digit);
            partWay += Count(target > 0 && answer[target] != expected[target] && answer[target] < 10
                && Distance(answer[target], expected[target]) < Distance(clean[target], expected[target]));
        }

        return new SubTaskTest
        {
            Tag = Tag,
            Nodes = nodes,
            Source = _source,
            Exact = new(exact, _others.Length),
            Moved = new(moved, _others.Length),
            PartWay = new(partWay, _others.Length),
            Elsewhere = new(elsewhere, _others.Length),
            Cases = [.. _cases.Select((name, index) => new CaseShare(name, new Proportion(hits[index], asked[index])))],
            EveryCase = _task.IsCascade,
            Null = _sames.Length > 0 ? new(disturbed, _sames.Length) : null,
            Bypass = bypass is null ? null : new(bypassed, _others.Length),
        };
    }

    private bool IsExpected(ReadOnlySpan<int> answer, ReadOnlySpan<int> clean, ReadOnlySpan<int> expected)
    {
        for (var i = 0; i < answer.Length; i++)
        {
            if (answer[i] != expected[i] && !(_mayStay.Contains(_layout.Digits + 1 - i) && answer[i] == clean[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static (bool Wanted, bool Unwanted) Changes(ReadOnlySpan<int> answer, ReadOnlySpan<int> clean, ReadOnlySpan<int> expected)
    {
        var (wanted, unwanted) = (false, false);
        for (var i = 0; i < answer.Length; i++)
        {
            var changed = answer[i] != clean[i];
            wanted |= changed && expected[i] != clean[i];
            unwanted |= changed && expected[i] == clean[i];
        }

        return (wanted, unwanted);
    }

    private static int Distance(int digit, int other) => Math.Min(Math.Abs(digit - other), 10 - Math.Abs(digit - other));

    private static int Count(bool happened) => happened ? 1 : 0;
}
