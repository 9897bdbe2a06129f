using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Planted;

/// <summary>
/// A model whose weights are written down instead of trained: it adds n-digit numbers by the published algorithm (arXiv 2402.02619,
/// addition with two layers), so that the nodes that matter, and what each is for, are known. The positive control of the tools.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>ST: at the token D'_k, head L0H0 attends D_k and D'_k in equal parts, so its z is half of their sum s; L0MLP turns s into
/// "10 or more" and "9".</item>
/// <item>SA, split over two heads: where A_k is predicted, k &lt; n, L0H1 and L0H2 each attend the same two digits and add s / 2 each;
/// L0MLP turns s into the base value s mod 10, one-hot.</item>
/// <item>SV: where A_k is predicted, k &gt; 0, L1H1 attends the highest pair j &lt; k whose sum is not 9, and the highest at all where all
/// are 9, and copies "10 or more" from it. That is TriAdd from the top down: the resolved carry, 0 or 1.</item>
/// <item>STC: where A_k is predicted, L1MLP moves the base value up by the carry c: relu(base_v − c) votes for v and
/// relu(base_v + c − 1) for v + 1.</item>
/// </list>
/// <para>
/// A head that has nothing to do attends the operator, whose value is zero. The sign is always + and comes from the position alone. Head
/// 3 of both layers is a decoy: it writes the mean of the digits so far where nothing reads it. L1H0 and L1H2 do nothing.
/// </para>
/// <para>
/// An MLP makes steps [s ≥ j] = relu(s − j + 1) − relu(s − j). It is silent at s = 0, the base value 0 coming from a bias, so that no node
/// holds a constant that zero ablation would find and mean ablation would not.
/// </para>
/// <para>
/// Layer norm: everything written to the residual stream sums to zero, so the mean is zero, and two coordinates hold ±C with C far
/// above all others, so the variance is 2C²/d but for 10⁻⁵ of it. The norms' weights undo the division.
/// </para>
/// <para>
/// Attention: positions are one-hot and a query scores its keys in steps of 40, so that all but the wanted keys get less than 10⁻¹⁵.
/// </para>
/// </remarks>
public sealed class PlantedAdder
{
    private const int TriState = 0;
    private const int Resolver = 1;
    private const int Decoy = 3;
    private const int LargestSum = 18;
    private const float C = 10_000;
    private const float ScoreStep = 40;
    private const float LogitStep = 20;
    private static readonly ImmutableArray<int> BaseAdd = [1, 2];

    private readonly ResidualPlan _plan;
    private readonly WeightWriter _weights;

    /// <summary>Builds the model.</summary>
    /// <param name="digits">Digits of an operand, n.</param>
    /// <exception cref="ArgumentException">The number of digits is not in 1 to 19.</exception>
    public PlantedAdder(int digits)
    {
        Layout = new QuestionLayout(digits);
        _plan = new ResidualPlan(Layout.Length);
        Config = new TransformerConfig
        {
            Layers = 2,
            Heads = 4,
            DModel = _plan.Width,
            DHead = digits + 2,
            DMlp = 20,
            Context = Layout.Length,
            Vocabulary = Vocabulary.Size,
        };
        _weights = new WeightWriter(Config);

        Embed();
        ReadPairs(TriState, Layout.Second, share: 2);
        foreach (var head in BaseAdd)
        {
            ReadPairs(head, Layout.PredictedAt, share: 1);
        }

        SumToStatesAndBase();
        ResolveCarry();
        Combine();
        AddDecoys();
        Unembed();
        _weights.Norms(C * MathF.Sqrt(2f / Config.DModel));
        _weights.Balance(_plan.Balance);
        Nodes = [.. Plan().OrderBy(planted => planted.Node)];
    }

    /// <summary>Where each token stands.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>Two layers of four heads.</summary>
    public TransformerConfig Config { get; }

    /// <summary>The model.</summary>
    public Parameters Parameters => _weights.Parameters;

    /// <summary>All nodes that matter, 7n + 1, in the order of <see cref="Node.All"/>.</summary>
    public ImmutableArray<PlantedNode> Nodes { get; }

    private int Digits => Layout.Digits;

    private float QueryUnit => ScoreStep * MathF.Sqrt(Config.DHead);

    private IEnumerable<PlantedNode> Plan()
    {
        for (var k = 0; k < Digits; k++)
        {
            yield return new(new Node(Layout.Second(k), 0, TriState), new AlgorithmTag(SubTask.ST, k));
            yield return new(new Node(Layout.Second(k), 0, null), new AlgorithmTag(SubTask.ST, k));
            yield return new(new Node(Layout.PredictedAt(k), 0, BaseAdd[0]), new AlgorithmTag(SubTask.SA, k));
            yield return new(new Node(Layout.PredictedAt(k), 0, BaseAdd[1]), new AlgorithmTag(SubTask.SA, k));
            yield return new(new Node(Layout.PredictedAt(k), 0, null), new AlgorithmTag(SubTask.SA, k));
            yield return new(new Node(Layout.PredictedAt(k + 1), 1, Resolver), new AlgorithmTag(SubTask.SV, k));
        }

        for (var k = 0; k <= Digits; k++)
        {
            yield return new(new Node(Layout.PredictedAt(k), 1, null), new AlgorithmTag(SubTask.STC, k));
        }
    }

    private void Embed()
    {
        for (var digit = 0; digit < 10; digit++)
        {
            _weights.Embed(digit, ResidualPlan.Digit) = digit;
        }

        for (var position = 0; position < Layout.Length; position++)
        {
            _weights.Position(position, ResidualPlan.Position(position)) = 1;
            _weights.Position(position, _plan.Plus) = C;
            _weights.Position(position, _plan.Minus) = -C;
        }
    }

    // Dimension k of queries and keys stands for pair k, which is read at place(k); dimension n stands for the operator.
    private void ReadPairs(int head, Func<int, int> place, float share)
    {
        var pairAt = Enumerable.Range(0, Digits).ToDictionary(place);
        for (var position = 0; position < Layout.Length; position++)
        {
            _weights.Query(0, head, ResidualPlan.Position(position), pairAt.GetValueOrDefault(position, Digits)) = QueryUnit;
        }

        for (var k = 0; k < Digits; k++)
        {
            _weights.Key(0, head, ResidualPlan.Position(Layout.First(k)), k) = 1;
            _weights.Key(0, head, ResidualPlan.Position(Layout.Second(k)), k) = 1;
        }

        _weights.Key(0, head, ResidualPlan.Position(Layout.Operator), Digits) = 1;
        _weights.Value(0, head, ResidualPlan.Digit, 0) = 1;
        _weights.Output(0, head, 0, ResidualPlan.Sum) = share;
    }

    private void SumToStatesAndBase()
    {
        for (var j = 0; j <= LargestSum; j++)
        {
            _weights.In(0, ResidualPlan.Sum, j) = 1;
            _weights.InBias(0, j) = -j;
        }

        AddStep(10, 1, ResidualPlan.MakesCarry);
        AddStep(9, 1, ResidualPlan.MakesNine);
        AddStep(10, -1, ResidualPlan.MakesNine);
        for (var digit = 0; digit < 10; digit++)
        {
            foreach (var sum in (int[])[digit, digit + 10])
            {
                AddStep(sum, 1, ResidualPlan.Base(digit));
                AddStep(sum + 1, -1, ResidualPlan.Base(digit));
            }
        }
    }

    // Adds weight · [s ≥ least] to a coordinate; neuron j is relu(s − j).
    private void AddStep(int least, float weight, int coordinate)
    {
        if (least == 0)
        {
            _weights.OutBias(0, coordinate) += weight;
        }
        else if (least <= LargestSum)
        {
            _weights.Out(0, least - 1, coordinate) += weight;
            _weights.Out(0, least, coordinate) -= weight;
        }
    }

    // Score of pair j, in steps: 2n + 1 where j < k; n where the sum is not 9; j. Dimension n of queries and keys holds the last two,
    // dimension n + 1 stands for the operator.
    private void ResolveCarry()
    {
        for (var position = 0; position < Layout.Length; position++)
        {
            var at = ResidualPlan.Position(position);
            var k = position >= Layout.Sign ? Layout.PredictedAt(0) - position : 0;
            if (k <= 0)
            {
                _weights.Query(1, Resolver, at, Digits + 1) = QueryUnit;
                continue;
            }

            for (var j = 0; j < k; j++)
            {
                _weights.Query(1, Resolver, at, j) = QueryUnit;
            }

            _weights.Query(1, Resolver, at, Digits) = QueryUnit;
        }

        for (var j = 0; j < Digits; j++)
        {
            _weights.Key(1, Resolver, ResidualPlan.Position(Layout.Second(j)), j) = (2 * Digits) + 1;
            _weights.Key(1, Resolver, ResidualPlan.Position(Layout.Second(j)), Digits) = Digits + j;
        }

        _weights.Key(1, Resolver, ResidualPlan.MakesNine, Digits) = -Digits;
        _weights.Key(1, Resolver, ResidualPlan.Position(Layout.Operator), Digits + 1) = 1;
        _weights.Value(1, Resolver, ResidualPlan.MakesCarry, 0) = 1;
        _weights.Output(1, Resolver, 0, ResidualPlan.Carry) = 1;
    }

    private void Combine()
    {
        for (var digit = 0; digit < 10; digit++)
        {
            var (stays, moves) = (digit, 10 + digit);
            _weights.In(1, ResidualPlan.Base(digit), stays) = 1;
            _weights.In(1, ResidualPlan.Carry, stays) = -1;
            _weights.Out(1, stays, ResidualPlan.Answer(digit)) = 1;
            _weights.In(1, ResidualPlan.Base(digit), moves) = 1;
            _weights.In(1, ResidualPlan.Carry, moves) = 1;
            _weights.InBias(1, moves) = -1;
            _weights.Out(1, moves, ResidualPlan.Answer((digit + 1) % 10)) = 1;
        }
    }

    private void AddDecoys()
    {
        for (var layer = 0; layer < Config.Layers; layer++)
        {
            _weights.Value(layer, Decoy, ResidualPlan.Digit, 0) = 1;
            _weights.Output(layer, Decoy, 0, ResidualPlan.Unread) = 1;
        }
    }

    private void Unembed()
    {
        for (var digit = 0; digit < 10; digit++)
        {
            _weights.Unembed(ResidualPlan.Answer(digit), digit) = LogitStep;
        }

        _weights.Unembed(ResidualPlan.Position(Layout.EqualsSign), Vocabulary.Plus) = 2 * LogitStep;
    }
}
