using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Carry;

/// <summary>Pairs of questions that a model answers right, what it has at some hook points in both, and changed runs of the clean ones.</summary>
internal sealed class CarryRun : IDisposable
{
    private readonly IPreparedRun _clean;
    private readonly ForwardResult _donors;
    private readonly int[] _rows;

    private CarryRun(IEngine engine, CarryPairs pairs, IPreparedRun clean, ForwardResult donors, int[] rows) =>
        (Engine, Pairs, _clean, _donors, _rows) = (engine, pairs, clean, donors, rows);

    /// <summary>The model.</summary>
    public IEngine Engine { get; }

    /// <summary>The pairs of which the model answers both questions right.</summary>
    public CarryPairs Pairs { get; }

    /// <summary>Draws pairs, runs them and keeps those of which the model answers both questions right; null where there are none.</summary>
    /// <param name="engine">The model.</param>
    /// <param name="kind">The kind of question.</param>
    /// <param name="digit">The digit that gets the carry.</param>
    /// <param name="seed">Seed of the pairs.</param>
    /// <param name="record">The hook points.</param>
    /// <param name="elsewhere">Positions at which they are recorded in the donors, ascending; none for where A_k is predicted.</param>
    /// <exception cref="ArgumentException">The digit gets no carry, or the model is no arithmetic model.</exception>
    public static CarryRun? Of(IEngine engine, QuestionKind kind, int digit, ulong seed, ImmutableArray<HookPoint> record, params ImmutableArray<int> elsewhere)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var pairs = CarryPairs.Draw(QuestionLayout.Of(engine.Config), kind, digit, seed);
        var clean = engine.Prepare(pairs.Clean, pairs.Layout.LossPositions, record);
        var donors = engine.Forward(pairs.Donors, new ForwardRequest
        {
            Record = record,
            RecordPositions = elsewhere.IsEmpty ? [pairs.Position] : elsewhere,
            LogitPositions = pairs.Layout.LossPositions,
        });
        var (cleanWrong, donorsWrong) = (Answers.Wrong(pairs.Layout, pairs.Clean, clean.Clean.Logits), Answers.Wrong(pairs.Layout, pairs.Donors, donors.Logits));
        int[] rows = [.. Enumerable.Range(0, pairs.Clean.Count).Where(row => cleanWrong[row] == 0 && donorsWrong[row] == 0)];
        if (rows.Length > 0)
        {
            return new CarryRun(engine, pairs.Rows(rows), clean, donors, rows);
        }

        clean.Dispose();
        return null;
    }

    /// <summary>The values in all clean questions that were drawn, where A_k is predicted.</summary>
    public HookValue Clean(HookPoint at)
    {
        var values = _clean.Clean[at];
        float[] here = [.. Enumerable.Range(0, values.Shape[0]).SelectMany(row => values.At(row, Pairs.Position).ToArray())];
        return new HookValue(values.Shape.SetItem(1, 1), here, [Pairs.Position]);
    }

    /// <summary>The values in all their donors.</summary>
    public HookValue Donors(HookPoint at) => _donors[at];

    /// <summary>Runs the clean questions under interventions, one list a run, and shows the logits of A_k, [pair, 0, token], of the pairs that are kept.</summary>
    public void Change(IReadOnlyList<ImmutableArray<Intervention>> runs, Action<int, HookValue> visit) => _clean.Forward(runs, (run, logits) =>
    {
        var kept = new float[_rows.Length * Vocabulary.Size];
        foreach (var (index, row) in _rows.Index())
        {
            logits.At(row, Pairs.Layout.LossPositions.IndexOf(Pairs.Position)).CopyTo(kept.AsSpan(index * Vocabulary.Size));
        }

        visit(run, new HookValue([_rows.Length, 1, Vocabulary.Size], kept));
    });

    /// <inheritdoc/>
    public void Dispose() => _clean.Dispose();
}
