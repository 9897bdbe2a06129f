using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Models.Transformer;

namespace Repro.Claims.Quanta.Planted;

/// <summary>
/// A model whose weights are written down instead of trained: it adds and subtracts n-digit numbers, answers below zero included, by the published
/// algorithm (arXiv 2402.02619, mixed models), here with two layers. The positive control of what <see cref="PlantedAdder"/> cannot do.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>L0H0 attends D_k and L0H1 D'_k, at the token D'_k and where A_k is predicted. Together they write the sum s and the difference t; L0MLP turns these
/// into the tri-states ST, MT and GT (10 or more, 9, less, greater) and the base values SA, MD and ND of all three kinds, each one-hot.</item>
/// <item>OPR and SGN: behind the operator L0H2 attends it, and from the sign on L0H3 that, and each tells whether it is "-".</item>
/// <item>SV: where A_k is predicted L1H1 brings the carry of sums as in the adder. MV and GT: L1H2 attends the highest pair j &lt; k of unequal digits, at '=' of all pairs,
/// and copies both "less" and "greater": the borrow of positive and that of negative answers.</item>
/// <item>STC, MTC, NTC: L1MLP votes for the base value v or for v + 1 (v − 1) by the carry (borrow), of the kind that operator and sign choose alone. At '=' it votes for
/// "-" where it subtracts and the first operand is less.</item>
/// </list>
/// <para>
/// A head that has nothing to do attends a token whose value for it is zero: the operator, or the first token and '=', which are no "-". Head 4 of both layers is a decoy. Steps, layer norm and attention are as in
/// <see cref="PlantedAdder"/>; an MLP is silent at s = 0 and t = 0.
/// </para>
/// </remarks>
public sealed class PlantedCalculator
{
    private const int First = 0;
    private const int Second = 1;
    private const int Operator = 2;
    private const int Sign = 3;
    private const int Decoy = 4;
    private const int AddResolver = 1;
    private const int SubResolver = 2;
    private const int LargestSum = 18;
    private const int LargestDigit = 9;

    // Neurons of L0MLP: relu(s − j), relu(t − j), relu(−t − j).
    private const int SumNeurons = 0;
    private const int OverNeurons = SumNeurons + LargestSum + 1;
    private const int UnderNeurons = OverNeurons + LargestDigit + 1;

    private const float C = 10_000;
    private const float ScoreStep = 40;
    private const float LogitStep = 20;
    private static readonly ImmutableArray<QuestionKind> Kinds = [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg];

    private readonly CalculatorPlan _plan;
    private readonly WeightWriter _weights;

    /// <summary>Builds the model.</summary>
    /// <param name="digits">Digits of an operand, n.</param>
    /// <exception cref="ArgumentException">The number of digits is not in 1 to 19.</exception>
    public PlantedCalculator(int digits)
    {
        Layout = new QuestionLayout(digits);
        _plan = new CalculatorPlan(Layout.Length);
        Config = new TransformerConfig
        {
            Layers = 2,
            Heads = 5,
            DModel = _plan.Width,
            DHead = digits + 2,
            DMlp = (20 * Kinds.Length) + 1,
            Context = Layout.Length,
            Vocabulary = Vocabulary.Size,
        };
        _weights = new WeightWriter(Config);

        Embed();
        ReadDigits(First, Layout.First, sign: 1);
        ReadDigits(Second, Layout.Second, sign: -1);
        ReadRule(Operator, CalculatorPlan.Subtracts, 0, Layout.Operator);
        ReadRule(Sign, CalculatorPlan.Negative, 0, Layout.EqualsSign, Layout.Sign);
        TriStatesAndBases();
        ResolveCarry();
        ResolveBorrow();
        Combine();
        AddDecoys();
        Unembed();
        _weights.Norms(C * MathF.Sqrt(2f / Config.DModel));
        _weights.Balance(_plan.Balance);
        Nodes = [.. Plan().Order()];
    }

    /// <summary>Where each token stands.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>Two layers of five heads.</summary>
    public TransformerConfig Config { get; }

    /// <summary>The model.</summary>
    public Parameters Parameters => _weights.Parameters;

    /// <summary>All nodes that matter, in the order of <see cref="Node.All"/>.</summary>
    public ImmutableArray<Node> Nodes { get; }

    private int Digits => Layout.Digits;

    private float QueryUnit => ScoreStep * MathF.Sqrt(Config.DHead);

    private IEnumerable<Node> Plan()
    {
        for (var k = 0; k < Digits; k++)
        {
            foreach (var position in (int[])[Layout.Second(k), Layout.PredictedAt(k)])
            {
                yield return new Node(position, 0, First);
                yield return new Node(position, 0, Second);
                yield return new Node(position, 0, null);
            }

            yield return new Node(Layout.PredictedAt(k), 0, Operator);
            yield return new Node(Layout.PredictedAt(k), 0, Sign);
            yield return new Node(Layout.PredictedAt(k), 1, null);
            yield return new Node(Layout.PredictedAt(k + 1), 1, AddResolver);
            if (k > 0)
            {
                yield return new Node(Layout.PredictedAt(k), 1, SubResolver);
            }
        }

        // The answer's sign, and its highest digit, which is 0 but in sums.
        yield return new Node(Layout.EqualsSign, 0, Operator);
        yield return new Node(Layout.EqualsSign, 1, SubResolver);
        yield return new Node(Layout.EqualsSign, 1, null);
        yield return new Node(Layout.PredictedAt(Digits), 0, Operator);
        yield return new Node(Layout.PredictedAt(Digits), 1, null);
    }

    private void Embed()
    {
        for (var digit = 0; digit < 10; digit++)
        {
            _weights.Embed(digit, CalculatorPlan.Digit) = digit;
        }

        _weights.Embed(Vocabulary.Minus, CalculatorPlan.Minus) = 1;
        for (var position = 0; position < Layout.Length; position++)
        {
            _weights.Position(position, CalculatorPlan.Position(position)) = 1;
            _weights.Position(position, _plan.Large) = C;
            _weights.Position(position, _plan.LargeNegative) = -C;
        }
    }

    // Dimension k of queries and keys stands for digit k; dimension n stands for the operator.
    private void ReadDigits(int head, Func<int, int> place, float sign)
    {
        var digitAt = Enumerable.Range(0, Digits).ToDictionary(Layout.Second);
        foreach (var k in Enumerable.Range(0, Digits))
        {
            digitAt.Add(Layout.PredictedAt(k), k);
        }

        for (var position = 0; position < Layout.Length; position++)
        {
            _weights.Query(0, head, CalculatorPlan.Position(position), digitAt.GetValueOrDefault(position, Digits)) = QueryUnit;
        }

        for (var k = 0; k < Digits; k++)
        {
            _weights.Key(0, head, CalculatorPlan.Position(place(k)), k) = 1;
        }

        _weights.Key(0, head, CalculatorPlan.Position(Layout.Operator), Digits) = 1;
        _weights.Value(0, head, CalculatorPlan.Digit, 0) = 1;
        _weights.Output(0, head, 0, CalculatorPlan.Sum) = 1;
        _weights.Output(0, head, 0, CalculatorPlan.Difference) = sign;
    }

    // Of these tokens the last one that is there already: the first token, for the sign then '=', and the one that is read.
    private void ReadRule(int head, int coordinate, params ReadOnlySpan<int> places)
    {
        for (var position = 0; position < Layout.Length; position++)
        {
            _weights.Query(0, head, CalculatorPlan.Position(position), 0) = QueryUnit;
        }

        for (var i = 0; i < places.Length; i++)
        {
            _weights.Key(0, head, CalculatorPlan.Position(places[i]), 0) = i + 1;
        }

        _weights.Value(0, head, CalculatorPlan.Minus, 0) = 1;
        _weights.Output(0, head, 0, coordinate) = 1;
    }

    private void TriStatesAndBases()
    {
        for (var j = 0; j <= LargestSum; j++)
        {
            Neuron(SumNeurons + j, CalculatorPlan.Sum, 1, j);
        }

        for (var j = 0; j <= LargestDigit; j++)
        {
            Neuron(OverNeurons + j, CalculatorPlan.Difference, 1, j);
            Neuron(UnderNeurons + j, CalculatorPlan.Difference, -1, j);
        }

        AddStep(SumNeurons, LargestSum, 10, 1, CalculatorPlan.MakesCarry);
        AddBetween(SumNeurons, LargestSum, 9, CalculatorPlan.MakesNine);
        AddStep(OverNeurons, LargestDigit, 1, 1, CalculatorPlan.Greater);
        AddStep(UnderNeurons, LargestDigit, 1, 1, CalculatorPlan.Less);

        // From 0 on, what the biases have, the base values are left for others.
        foreach (var kind in Kinds)
        {
            _weights.OutBias(0, CalculatorPlan.Base(kind, 0)) = 1;
        }

        AddStep(SumNeurons, LargestSum, 1, -1, CalculatorPlan.Base(QuestionKind.Add, 0));
        for (var sum = 1; sum <= LargestSum; sum++)
        {
            AddBetween(SumNeurons, LargestSum, sum, CalculatorPlan.Base(QuestionKind.Add, sum % 10));
        }

        foreach (var (kind, over, under) in ((QuestionKind, int, int)[])[(QuestionKind.Sub, OverNeurons, UnderNeurons), (QuestionKind.Neg, UnderNeurons, OverNeurons)])
        {
            AddStep(over, LargestDigit, 1, -1, CalculatorPlan.Base(kind, 0));
            AddStep(under, LargestDigit, 1, -1, CalculatorPlan.Base(kind, 0));
            for (var difference = 1; difference <= LargestDigit; difference++)
            {
                AddBetween(over, LargestDigit, difference, CalculatorPlan.Base(kind, difference));
                AddBetween(under, LargestDigit, difference, CalculatorPlan.Base(kind, 10 - difference));
            }
        }
    }

    private void Neuron(int neuron, int coordinate, float sign, int least)
    {
        _weights.In(0, coordinate, neuron) = sign;
        _weights.InBias(0, neuron) = -least;
    }

    // Adds weight · [x ≥ least], 1 ≤ least; neuron j of the first is relu(x − j).
    private void AddStep(int neurons, int largest, int least, float weight, int coordinate)
    {
        if (least <= largest)
        {
            _weights.Out(0, neurons + least - 1, coordinate) += weight;
            _weights.Out(0, neurons + least, coordinate) -= weight;
        }
    }

    // Adds [x = value].
    private void AddBetween(int neurons, int largest, int value, int coordinate)
    {
        AddStep(neurons, largest, value, 1, coordinate);
        AddStep(neurons, largest, value + 1, -1, coordinate);
    }

    private void ResolveCarry()
    {
        Resolve(AddResolver, Enumerable.Range(1, Digits).ToDictionary(Layout.PredictedAt), passes: [CalculatorPlan.MakesNine], decides: []);
        Copy(AddResolver, 0, CalculatorPlan.MakesCarry, CalculatorPlan.Carry(QuestionKind.Add));
    }

    private void ResolveBorrow()
    {
        var pairs = Enumerable.Range(1, Digits - 1).ToDictionary(Layout.PredictedAt);
        pairs.Add(Layout.EqualsSign, Digits);
        Resolve(SubResolver, pairs, passes: [], decides: [CalculatorPlan.Less, CalculatorPlan.Greater]);
        Copy(SubResolver, 0, CalculatorPlan.Less, CalculatorPlan.Carry(QuestionKind.Sub));
        Copy(SubResolver, 1, CalculatorPlan.Greater, CalculatorPlan.Carry(QuestionKind.Neg));
    }

    // Score of pair j, in steps: 3n + 1 where j < k, the number of pairs of that position; n where it decides, or −n where it passes on; n + j. Dimension n of queries and
    // keys holds the last two, dimension n + 1 stands for the operator.
    private void Resolve(int head, Dictionary<int, int> pairs, ImmutableArray<int> passes, ImmutableArray<int> decides)
    {
        for (var position = 0; position < Layout.Length; position++)
        {
            var at = CalculatorPlan.Position(position);
            if (!pairs.TryGetValue(position, out var k))
            {
                _weights.Query(1, head, at, Digits + 1) = QueryUnit;
                continue;
            }

            for (var j = 0; j < k; j++)
            {
                _weights.Query(1, head, at, j) = QueryUnit;
            }

            _weights.Query(1, head, at, Digits) = QueryUnit;
        }

        for (var j = 0; j < Digits; j++)
        {
            _weights.Key(1, head, CalculatorPlan.Position(Layout.Second(j)), j) = (3 * Digits) + 1;
            _weights.Key(1, head, CalculatorPlan.Position(Layout.Second(j)), Digits) = Digits + j;
        }

        foreach (var coordinate in passes)
        {
            _weights.Key(1, head, coordinate, Digits) = -Digits;
        }

        foreach (var coordinate in decides)
        {
            _weights.Key(1, head, coordinate, Digits) = Digits;
        }

        _weights.Key(1, head, CalculatorPlan.Position(Layout.Operator), Digits + 1) = 1;
    }

    private void Copy(int head, int dimension, int from, int to)
    {
        _weights.Value(1, head, from, dimension) = 1;
        _weights.Output(1, head, dimension, to) = 1;
    }

    private void Combine()
    {
        foreach (var (index, kind) in Kinds.Index())
        {
            for (var digit = 0; digit < 10; digit++)
            {
                var (stays, moves) = ((20 * index) + digit, (20 * index) + 10 + digit);
                _weights.In(1, CalculatorPlan.Base(kind, digit), stays) = 1;
                _weights.In(1, CalculatorPlan.Carry(kind), stays) = -1;
                _weights.Out(1, stays, CalculatorPlan.Answer(digit)) = 1;
                _weights.In(1, CalculatorPlan.Base(kind, digit), moves) = 1;
                _weights.In(1, CalculatorPlan.Carry(kind), moves) = 1;
                _weights.InBias(1, moves) = -1;
                _weights.Out(1, moves, CalculatorPlan.Answer((digit + (kind == QuestionKind.Add ? 1 : 9)) % 10)) = 1;
                OnlyFor(kind, stays);
                OnlyFor(kind, moves);
            }
        }

        // At '=': it subtracts, and the first operand is less.
        var minus = 20 * Kinds.Length;
        _weights.In(1, CalculatorPlan.Subtracts, minus) = 1;
        _weights.In(1, CalculatorPlan.Carry(QuestionKind.Sub), minus) = 1;
        _weights.In(1, CalculatorPlan.Position(Layout.EqualsSign), minus) = 1;
        _weights.InBias(1, minus) = -2;
        _weights.Out(1, minus, CalculatorPlan.AnswersMinus) = 1;
    }

    // Takes one from what the neuron gets, and so silences it, for each of operator and sign that is not the kind's.
    private void OnlyFor(QuestionKind kind, int neuron)
    {
        if (kind == QuestionKind.Add)
        {
            _weights.In(1, CalculatorPlan.Subtracts, neuron) = -1;
            return;
        }

        _weights.In(1, CalculatorPlan.Subtracts, neuron) = 1;
        _weights.In(1, CalculatorPlan.Negative, neuron) = kind == QuestionKind.Neg ? 1 : -1;
        _weights.InBias(1, neuron) -= kind == QuestionKind.Neg ? 2 : 1;
    }

    private void AddDecoys()
    {
        for (var layer = 0; layer < Config.Layers; layer++)
        {
            _weights.Value(layer, Decoy, CalculatorPlan.Digit, 0) = 1;
            _weights.Output(layer, Decoy, 0, CalculatorPlan.Unread) = 1;
        }
    }

    private void Unembed()
    {
        for (var digit = 0; digit < 10; digit++)
        {
            _weights.Unembed(CalculatorPlan.Answer(digit), digit) = LogitStep;
        }

        _weights.Unembed(CalculatorPlan.Position(Layout.EqualsSign), Vocabulary.Plus) = 3 * LogitStep;
        _weights.Unembed(CalculatorPlan.AnswersMinus, Vocabulary.Minus) = 4 * LogitStep;
    }
}
