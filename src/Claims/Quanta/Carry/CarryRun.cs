using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Carry;

/// <summary>Pairs of questions that a model answers right, what it has at some hook points in both, and changed runs of the clean ones.</summary>
internal sealed class CarryRun : IDisposable
{
    private readonly ForwardResult _clean;
    private readonly ForwardResult _donors;
    private readonly int[] _rows;
    private readonly IPreparedRun _prepared;

    private CarryRun(IEngine engine, CarryPairs pairs, ForwardResult clean, ForwardResult donors, int[] rows)
    {
        (Engine, Pairs, _clean, _donors, _rows) = (engine, pairs, clean, donors, rows);
        _prepared = engine.Prepare(pairs.Clean, [pairs.Position]);
    }

    /// <summary>The model.</summary>
    public IEngine Engine { get; }

    /// <summary>The pairs.</summary>
    public CarryPairs Pairs { get; }

    /// <summary>Draws pairs, runs them and keeps those of which the model answers both questions right; null where there are none.</summary>
    /// <param name="engine">The model.</param>
    /// <param name="kind">The kind of question.</param>
    /// <param name="digit">The digit that gets the carry.</param>
    /// <param name="seed">Seed of the pairs.</param>
    /// <param name="record">The hook points.</param>
    /// <param name="elsewhere">Positions at which they are recorded, ascending; none for where A_k is predicted.</param>
    /// <exception cref="ArgumentException">The digit gets no carry, or the model is no arithmetic model.</exception>
    public static CarryRun? Of(IEngine engine, QuestionKind kind, int digit, ulong seed, ImmutableArray<HookPoint> record, params ImmutableArray<int> elsewhere)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var pairs = CarryPairs.Draw(QuestionLayout.Of(engine.Config), kind, digit, seed);
        var request = new ForwardRequest
        {
            Record = record,
            RecordPositions = elsewhere.IsEmpty ? [pairs.Position] : elsewhere,
            LogitPositions = pairs.Layout.LossPositions,
        };
        var (clean, donors) = (engine.Forward(pairs.Clean, request), engine.Forward(pairs.Donors, request));
        var (cleanWrong, donorsWrong) = (Answers.Wrong(pairs.Layout, pairs.Clean, clean.Logits), Answers.Wrong(pairs.Layout, pairs.Donors, donors.Logits));
        int[] rows = [.. Enumerable.Range(0, pairs.Clean.Count).Where(row => cleanWrong[row] == 0 && donorsWrong[row] == 0)];
        return rows.Length == 0 ? null : new CarryRun(engine, pairs.Rows(rows), clean, donors, rows);
    }

    /// <summary>The values in the clean questions.</summary>
    public HookValue Clean(HookPoint at) => Kept(_clean[at]);

    /// <summary>The values in their donors.</summary>
    public HookValue Donors(HookPoint at) => Kept(_donors[at]);

    /// <summary>Runs the clean questions under interventions, one list a run, and shows the logits of A_k, [pair, 0, token], which the next run overwrites.</summary>
    public void Change(IReadOnlyList<ImmutableArray<Intervention>> runs, Action<int, HookValue> visit) => _prepared.Forward(runs, visit);

    /// <inheritdoc/>
    public void Dispose() => _prepared.Dispose();

    private HookValue Kept(HookValue all)
    {
        if (_rows.Length == all.Shape[0])
        {
            return all;
        }

        var each = all.Values.Length / all.Shape[0];
        var kept = new float[_rows.Length * each];
        foreach (var (index, row) in _rows.Index())
        {
            all.Values.AsSpan(row * each, each).CopyTo(kept.AsSpan(index * each));
        }

        return new HookValue(all.Shape.SetItem(0, _rows.Length), kept, all.Positions);
    }
}
