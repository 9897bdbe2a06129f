using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Randomness;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Probes;

/// <summary>
/// Probes heads for the tri-state of each digit whose pair they look at. Questions have the three cases of the digit equally often and
/// random digits elsewhere (arXiv 2402.02619, "tri-case questions", where the digits above are all zero). Half of them train the
/// classifier, the other half are classified.
/// </summary>
/// <param name="engine">The model; must keep its parameters.</param>
/// <param name="seed">Seed of the questions.</param>
public sealed class ProbeScan(IEngine engine, ulong seed)
{
    /// <summary>Questions of each case that train, and as many that are held out.</summary>
    public const int QuestionsOfCase = 100;

    private const int Cases = 3;
    private const int Train = Cases * QuestionsOfCase;
    private const int Components = 3;
    private readonly QuestionLayout _layout = QuestionLayout.Of(engine.Config);

    /// <summary>Probes for ST if the model adds and for MT if it subtracts, by sub-task, digit, node.</summary>
    /// <param name="nodes">The nodes; MLPs are passed over.</param>
    /// <param name="attention">Where heads look.</param>
    /// <param name="kinds">Kinds of question that the model is for.</param>
    /// <param name="cancellation">Stops between digits.</param>
    public ImmutableArray<TriStateProbe> Of(
        ImmutableArray<Node> nodes, AttentionScan attention, ImmutableArray<QuestionKind> kinds, CancellationToken cancellation = default)
    {
        var probes = ImmutableArray.CreateBuilder<TriStateProbe>();
        foreach (var task in new[] { SubTask.ST, SubTask.MT }.Where(task => kinds.Contains(TaskDefinition.Of(task).Kinds[0])))
        {
            for (var digit = 0; digit < _layout.Digits; digit++)
            {
                cancellation.ThrowIfCancellationRequested();
                probes.AddRange(Of(nodes, attention, task, digit));
            }
        }

        return probes.ToImmutable();
    }

    /// <summary>For each sub-task and digit the head from which the cases are read best, its questions along the first two principal components of z.</summary>
    public IEnumerable<CaseProjection> Project(ImmutableArray<TriStateProbe> probes) =>
        probes.GroupBy(probe => (probe.Task, probe.Digit)).Select(group => Project(group.MaxBy(probe => probe.HeldOut.Value)!));

    /// <summary>
    /// Reads the cases of a digit pair from the residual stream behind each layer but the last, at each position of a range, at the place that is best: where the
    /// first half of the questions that train classifies the other half best, of equally good places the first. In a wide stream all places tell questions that they
    /// have seen.
    /// </summary>
    /// <exception cref="ArgumentException">The model has one layer.</exception>
    public StreamProbe OfStream(SubTask task, int digit, PositionWindow window)
    {
        if (engine.Config.Layers < 2)
        {
            throw new ArgumentException("A model of one layer has no residual stream in front of another one to read; two layers or more are needed.");
        }

        var (questions, labels) = Questions(task, digit);
        HookPoint[] points = [.. Enumerable.Range(0, engine.Config.Layers - 1).Select(layer => new HookPoint(HookKind.ResidualPost, layer))];
        int[] positions = [.. Enumerable.Range(window.First, window.Last - window.First + 1)];
        var run = engine.Forward(questions, new ForwardRequest { Record = [.. points], RecordPositions = [.. positions], LogitPositions = [] });
        var places =
            from at in points
            from position in positions
            select (At: at, Position: position, Samples: Matrix<double>.Build.DenseOfRowArrays(
                Enumerable.Range(0, questions.Count).Select(row => Array.ConvertAll(run[at].At(row, position).ToArray(), value => (double)value))));
        var best = places.MaxBy(place => Right(Classify(place.Samples, labels, Train / 2), labels, Train / 2, Train / 2));
        return new StreamProbe(task, digit, best.Position, best.At, new Proportion(Right(Classify(best.Samples, labels, Train), labels, Train, Train), Train));
    }

    private CaseProjection Project(TriStateProbe probe)
    {
        var (questions, labels) = Questions(probe.Task, probe.Digit);
        var run = engine.Forward(questions, new ForwardRequest { Record = [probe.Node.At], RecordPositions = [probe.Node.Position], LogitPositions = [] });
        var samples = Samples(probe.Node, run[probe.Node.At]);
        var covariance = NearestMean.Covariance(samples).Evd(Symmetricity.Symmetric);

        // Eigenvalues ascend. An eigenvector's sign is nobody's finding: its largest element is made positive.
        var scores = Enumerable.Range(1, 2).Select(rank =>
        {
            var axis = covariance.EigenVectors.Column(samples.ColumnCount - rank);
            return samples * (axis * Math.Sign(axis[axis.AbsoluteMaximumIndex()]));
        }).ToArray();
        string[] names = probe.Task == SubTask.ST ? ["sum below 9", "sum 9", "sum above 9"] : ["D below D'", "D equal to D'", "D above D'"];
        return new CaseProjection(
            probe,
            [.. names],
            [.. labels.Select((label, row) => (scores[0][row], scores[1][row], label))],
            (probe.ExplainedVariance[0], probe.ExplainedVariance[1]));
    }

    private IEnumerable<TriStateProbe> Of(ImmutableArray<Node> nodes, AttentionScan attention, SubTask task, int digit)
    {
        var kind = TaskDefinition.Of(task).Kinds[0];
        var heads = nodes.Where(node => node.Head is not null
            && attention.Attends(node, _layout.First(digit), kind) && attention.Attends(node, _layout.Second(digit), kind)).ToArray();
        if (heads.Length == 0)
        {
            return [];
        }

        var (questions, labels) = Questions(task, digit);
        var run = engine.Forward(questions, new ForwardRequest
        {
            Record = [.. heads.Select(node => node.At).Distinct()],
            RecordPositions = [.. heads.Select(node => node.Position).Distinct().Order()],
            LogitPositions = [],
        });
        return heads.Select((node, index) => Probe(task, digit, node, run[node.At], labels, Random(task, digit, major: 2, (uint)index)));
    }

    private (TokenBatch Questions, int[] Labels) Questions(SubTask task, int digit)
    {
        var questions = new TokenBatch(2 * Train, _layout.Length);
        var labels = new int[questions.Count];
        for (var row = 0; row < questions.Count; row++)
        {
            var random = Random(task, digit, major: 1, (uint)row);
            var pairs = new OperandPairs(_layout, questions[row]);
            labels[row] = row % Cases;
            do
            {
                pairs.Draw(ref random);
            }
            while (Case(task, pairs[digit]) != labels[row]);

            pairs.Complete(TaskDefinition.Of(task).Kinds[0]);
        }

        return (questions, labels);
    }

    private static int Case(SubTask task, (int First, int Second) pair) =>
        1 + Math.Sign(task == SubTask.ST ? pair.First + pair.Second - 9 : pair.First - pair.Second);

    private static TriStateProbe Probe(SubTask task, int digit, Node node, HookValue z, int[] labels, RandomSequence random)
    {
        var samples = Samples(node, z);
        var answers = Classify(samples, labels, Train);
        return new TriStateProbe(
            node,
            task,
            digit,
            new Proportion(Right(answers, labels, Train, Train), Train),
            PermutationTest.PValue(answers.AsSpan(Train), labels.AsSpan(Train), random),
            ExplainedVariance(samples));
    }

    // The case of every question, by what the first of them teach.
    private static int[] Classify(Matrix<double> samples, int[] labels, int first)
    {
        var classifier = new NearestMean(samples.SubMatrix(0, first, 0, samples.ColumnCount), labels.AsSpan(0, first), Cases);
        return [.. Enumerable.Range(0, samples.RowCount).Select(row => classifier.Classify(samples.Row(row)))];
    }

    private static int Right(int[] answers, int[] labels, int first, int count) => Enumerable.Range(first, count).Count(row => answers[row] == labels[row]);

    // [question, d_head] of one head at one position, out of [question, position, head, d_head].
    private static Matrix<double> Samples(Node node, HookValue z)
    {
        var width = z.Shape[3];
        return Matrix<double>.Build.DenseOfRowArrays(Enumerable.Range(0, z.Shape[0]).Select(row =>
            Array.ConvertAll(z.At(row, node.Position).Slice(node.Head!.Value * width, width).ToArray(), value => (double)value)));
    }

    // Rounded, as the last digits of an eigenvalue are nobody's finding.
    private static ImmutableArray<double> ExplainedVariance(Matrix<double> samples)
    {
        var values = NearestMean.Covariance(samples).Evd(Symmetricity.Symmetric).EigenValues.Select(value => Math.Max(0, value.Real)).OrderDescending().ToArray();
        var sum = values.Sum();
        return [.. values.Take(Components).Select(value => sum > 0 ? Math.Round(value / sum, 4) : 0)];
    }

    private RandomSequence Random(SubTask task, int digit, uint major, uint minor) =>
        new(seed, StreamPurpose.Statistics, (((major * 64) + (uint)task) * 32) + (uint)digit, minor);
}
