using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Carry;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Probes;

/// <summary>
/// Probes the residual stream, from the last operand token on, for the resolved carry or borrow into A_k (the authors' re-tests of arXiv
/// 2402.02619: that of additions is linearly there from the sign token behind the last layer's attention on). The carry is decided 1 to k pairs
/// below, each depth equally often.
/// </summary>
/// <param name="engine">The model; must keep its parameters.</param>
/// <param name="trainSeed">Seed of the questions that train.</param>
/// <param name="heldOutSeed">Seed of those that are classified.</param>
public sealed class CarryProbeScan(IEngine engine, ulong trainSeed, ulong heldOutSeed)
{
    private const int Classes = 2;
    private const uint Stream = 1 << 20;
    private readonly QuestionLayout _layout = QuestionLayout.Of(engine.Config);

    /// <summary>Digits whose carry may come from more than one pair: 2 to n of sums, 2 to n − 1 of differences.</summary>
    public static IEnumerable<int> Digits(QuestionLayout layout, QuestionKind kind)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return CarryPairs.Digits(layout, kind).Where(digit => digit > 1);
    }

    /// <summary>
    /// The probes of one digit, in the order of the forward pass: at the last operand token, '=' and the sign behind each layer, and before the
    /// last layer's MLP; of the sign only what comes before the last layer. The last probe is where A_k is predicted, before the last layer's MLP.
    /// </summary>
    /// <exception cref="ArgumentException">The digit gets no carry.</exception>
    public ImmutableArray<CarryProbe> Of(QuestionKind kind, int digit) => Probe(kind, digit, [.. Sites(digit)]);

    /// <summary>
    /// Where A_k is predicted: the last of these, and beside it what the last layer's heads put out together, from which the base value of the digit's own pair may be
    /// read as well.
    /// </summary>
    /// <exception cref="ArgumentException">The digit gets no carry.</exception>
    public PredictionProbe WherePredicted(QuestionKind kind, int digit)
    {
        var stream = Predicting(digit);
        var heads = (stream.Position, At: new HookPoint(HookKind.AttentionOut, engine.Config.Layers - 1));
        var (train, heldOut) = Draw(kind, digit);
        var (seen, unseen) = (Record(train.Clean, [stream, heads]), Record(heldOut.Clean, [stream, heads]));

        // A pair that passes a carry on does not occur, so neither does its base value; the others are numbered.
        int[] values = [.. Bases(kind, train).Distinct().Order()];
        var (labels, truth) = (Array.ConvertAll(Bases(kind, train), value => Array.IndexOf(values, value)), Bases(kind, heldOut));
        Proportion Base((int Position, HookPoint At) site)
        {
            var answers = Classify(seen, unseen, site, labels, values.Length);
            return new Proportion(Enumerable.Range(0, truth.Length).Count(row => values[answers[row]] == truth[row]), truth.Length);
        }

        return new PredictionProbe(
            kind,
            Judge(heldOut, stream, Classify(seen, unseen, stream, Labels(train), Classes), Random(digit, index: 0)),
            Judge(heldOut, heads, Classify(seen, unseen, heads, Labels(train), Classes), Random(digit, index: 1)),
            Base(heads),
            Base(stream));
    }

    private ImmutableArray<CarryProbe> Probe(QuestionKind kind, int digit, (int Position, HookPoint At)[] sites)
    {
        var (train, heldOut) = Draw(kind, digit);
        var (seen, unseen) = (Record(train.Clean, sites), Record(heldOut.Clean, sites));
        return [.. sites.Select((site, index) => Judge(heldOut, site, Classify(seen, unseen, site, Labels(train), Classes), Random(digit, index)))];
    }

    private (CarryPairs Train, CarryPairs HeldOut) Draw(QuestionKind kind, int digit) =>
        (CarryPairs.Draw(_layout, kind, digit, trainSeed), CarryPairs.Draw(_layout, kind, digit, heldOutSeed));

    private RandomSequence Random(int digit, int index) => new(heldOutSeed, StreamPurpose.Statistics, Stream + (uint)digit, (uint)index);

    private static int[] Classify(ForwardResult seen, ForwardResult unseen, (int Position, HookPoint At) site, int[] labels, int classes)
    {
        var classifier = new NearestMean(Samples(seen[site.At], site.Position), labels, classes);
        var samples = Samples(unseen[site.At], site.Position);
        return [.. Enumerable.Range(0, samples.RowCount).Select(row => classifier.Classify(samples.Row(row)))];
    }

    private static CarryProbe Judge(CarryPairs questions, (int Position, HookPoint At) site, int[] answers, RandomSequence random)
    {
        var labels = Labels(questions);
        var depths =
            from row in Enumerable.Range(0, labels.Length)
            group answers[row] == labels[row] by questions.Depths[row] into rows
            select new Proportion(rows.Count(right => right), rows.Count());
        var right = Enumerable.Range(0, labels.Length).Count(row => answers[row] == labels[row]);
        return new CarryProbe(
            questions.Digit,
            site.Position,
            site.At,
            new Proportion(right, labels.Length),
            depths.MinBy(depth => depth.Value),
            PermutationTest.PValue(answers, labels, random));
    }

    private IEnumerable<(int Position, HookPoint At)> Sites(int digit)
    {
        var last = engine.Config.Layers - 1;
        var predicting = Predicting(digit);
        var before = Enumerable.Range(0, last).Select(layer => new HookPoint(HookKind.ResidualPost, layer)).ToArray();
        HookPoint[] all = [.. before, predicting.At, new HookPoint(HookKind.ResidualPost, last)];
        return
        [
            .. all.Select(at => (_layout.Second(0), at)),
            .. all.Select(at => (_layout.EqualsSign, at)),
            .. before.Select(at => (_layout.Sign, at)),
            predicting,
        ];
    }

    private (int Position, HookPoint At) Predicting(int digit) => (_layout.PredictedAt(digit), new HookPoint(HookKind.ResidualMid, engine.Config.Layers - 1));

    private ForwardResult Record(TokenBatch questions, (int Position, HookPoint At)[] sites) => engine.Forward(questions, new ForwardRequest
    {
        Record = [.. sites.Select(site => site.At).Distinct()],
        RecordPositions = [.. sites.Select(site => site.Position).Distinct().Order()],
        LogitPositions = [],
    });

    private static int[] Labels(CarryPairs questions) => Array.ConvertAll(questions.Carries, carries => carries ? 1 : 0);

    private static int[] Bases(QuestionKind kind, CarryPairs questions) =>
        [.. Enumerable.Range(0, questions.Clean.Count).Select(row => new OperandPairs(questions.Layout, questions.Clean[row]).Base(kind, questions.Digit))];

    private static Matrix<double> Samples(HookValue values, int position) => Matrix<double>.Build.DenseOfRowArrays(
        Enumerable.Range(0, values.Shape[0]).Select(row => Array.ConvertAll(values.At(row, position).ToArray(), value => (double)value)));
}
