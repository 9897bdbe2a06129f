using Repro.Models.Randomness;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// Draws questions of one kind whose cascade length lies in a range, each such question equally likely, without rejection.
/// Digit pairs are chosen from the top down by a small automaton; a table of how many questions can still be completed from
/// each of its states gives the exact probability of each choice.
/// </summary>
public sealed class CascadeSampler
{
    private static readonly (int First, int Second)[][] AdditionPairs = Sort((x, y) =>
        x + y > 9 ? Pair.Starts : x + y == 9 ? Pair.Passes : Pair.Stops);

    private static readonly (int First, int Second)[][] SubtractionPairs = Sort((x, y) =>
        x < y ? Pair.Starts : x > y ? Pair.Stops : x == 0 ? Pair.PassesZero : Pair.Passes);

    private readonly QuestionLayout _layout;
    private readonly QuestionKind _kind;
    private readonly int _least;
    private readonly int _most;
    private readonly (int First, int Second)[][] _pairs;
    private readonly double[,] _completions;

    /// <summary>A sampler for cascade lengths from <paramref name="least"/> to <paramref name="most"/>.</summary>
    /// <exception cref="ArgumentException">No question has such a length.</exception>
    public CascadeSampler(QuestionLayout layout, QuestionKind kind, int least, int most)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var (shortest, longest) = (Complexity.ShortestCascade(kind), Complexity.LongestCascade(kind, layout.Digits));
        if (least > most || most < shortest || least > longest)
        {
            throw new ArgumentException(
                $"No {kind} question of {layout.Digits} digits has a cascade of {least} to {most}; its cascades have length {shortest} to {longest}.");
        }

        _layout = layout;
        _kind = kind;
        _least = Math.Max(least, shortest);
        _most = Math.Min(most, longest);
        _pairs = kind == QuestionKind.Add ? AdditionPairs : SubtractionPairs;
        _completions = CountCompletions();
    }

    private enum Pair
    {
        Starts,
        Passes,
        PassesZero,
        Stops,
    }

    // What the digits so far say about D against D'. In additions it does not matter and counts as Decided from the start.
    private enum Comparison
    {
        LeadingZeros,
        Equal,
        Decided,
    }

    /// <summary>Number of questions that can be drawn (rounded to a double's precision), of 100^n in all.</summary>
    public double Count => _completions[_layout.Digits, Start.Index(_most)];

    private State Start => new(_kind == QuestionKind.Add ? Comparison.Decided : Comparison.LeadingZeros, PassesAbove: 0, Reached: _least == 0);

    /// <summary>A sampler for a complexity class.</summary>
    /// <exception cref="ArgumentException">The class is empty for so few digits.</exception>
    public static CascadeSampler OfClass(QuestionLayout layout, ComplexityClass complexity)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var kind = Complexity.KindOf(complexity);
        var longest = Complexity.LongestCascade(kind, layout.Digits);
        var lengths = Enumerable.Range(0, longest + 1)
            .Where(length => length >= Complexity.ShortestCascade(kind) && Complexity.ClassOf(kind, length) == complexity)
            .ToArray();
        return lengths.Length > 0
            ? new CascadeSampler(layout, kind, lengths[0], lengths[^1])
            : throw new ArgumentException(
                $"{complexity} is empty for {layout.Digits} digits, where {kind} cascades have length {Complexity.ShortestCascade(kind)} to {longest}.");
    }

    /// <summary>Draws one question, answer included, into a row of <see cref="QuestionLayout.Length"/> tokens.</summary>
    public void Write(ref RandomSequence random, Span<int> tokens)
    {
        var state = Start;
        for (var k = _layout.Digits - 1; k >= 0; k--)
        {
            var chosen = random.NextOpenUnit() * _completions[k + 1, state.Index(_most)];
            var (pair, next) = (default(Pair), default(State?));
            for (var candidate = Pair.Starts; candidate <= Pair.Stops; candidate++)
            {
                if (Next(state, candidate) is { } reached && Ways(candidate, reached, k) is > 0 and var ways)
                {
                    // The last possible pair also takes what rounding leaves over.
                    (pair, next) = (candidate, reached);
                    chosen -= ways;
                    if (chosen <= 0)
                    {
                        break;
                    }
                }
            }

            var choices = _pairs[(int)pair];
            (tokens[_layout.First(k)], tokens[_layout.Second(k)]) = choices[random.NextBelow(choices.Length)];
            state = next!.Value;
        }

        Question.Complete(_layout, _kind == QuestionKind.Add ? Operation.Add : Operation.Subtract, tokens);
    }

    private static (int First, int Second)[][] Sort(Func<int, int, Pair> pairOf)
    {
        var all = Enumerable.Range(0, 100).Select(i => (First: i / 10, Second: i % 10)).ToLookup(pair => pairOf(pair.First, pair.Second));
        return [.. Enum.GetValues<Pair>().Select(pair => all[pair].ToArray())];
    }

    /// <summary>[digits left, state]: number of ways to choose these digits so that the question is wanted.</summary>
    private double[,] CountCompletions()
    {
        var table = new double[_layout.Digits + 1, State.Number(_most)];
        foreach (var state in State.All(_most))
        {
            // A negative answer has a borrow; an undecided comparison at the end means equal operands, which are positive.
            table[0, state.Index(_most)] = state.Reached ? 1 : 0;
        }

        for (var left = 1; left <= _layout.Digits; left++)
        {
            foreach (var state in State.All(_most))
            {
                foreach (var pair in Enum.GetValues<Pair>())
                {
                    if (Next(state, pair) is { } next)
                    {
                        table[left, state.Index(_most)] += _pairs[(int)pair].Length * table[left - 1, next.Index(_most)];
                    }
                }
            }
        }

        return table;
    }

    private double Ways(Pair pair, State next, int left) => _pairs[(int)pair].Length * _completions[left, next.Index(_most)];

    /// <summary>The state after one more digit, or null where the pair would make an unwanted question.</summary>
    private State? Next(State state, Pair pair)
    {
        var undecided = state.Comparison != Comparison.Decided;
        switch (pair)
        {
            case Pair.Starts when (undecided && _kind == QuestionKind.Sub) || state.PassesAbove + 1 > _most:
            case Pair.Stops when undecided && _kind == QuestionKind.Neg:
                return null;
            case Pair.Starts:
                return new State(Comparison.Decided, 0, state.Reached || state.PassesAbove + 1 >= _least);
            case Pair.Stops:
                return state with { Comparison = Comparison.Decided, PassesAbove = 0 };
            case Pair.PassesZero when state.Comparison == Comparison.LeadingZeros:
                return state;
            default:
                return state with
                {
                    Comparison = undecided ? Comparison.Equal : Comparison.Decided,
                    PassesAbove = Math.Min(state.PassesAbove + 1, _most),
                };
        }
    }

    /// <summary>Where the automaton stands: the comparison, the passing pairs directly above, and whether a cascade was long enough.</summary>
    private readonly record struct State(Comparison Comparison, int PassesAbove, bool Reached)
    {
        public static int Number(int most) => 3 * (most + 1) * 2;

        public static IEnumerable<State> All(int most) =>
            from comparison in Enum.GetValues<Comparison>()
            from above in Enumerable.Range(0, most + 1)
            from reached in (bool[])[false, true]
            select new State(comparison, above, reached);

        public int Index(int most) => ((((int)Comparison * (most + 1)) + PassesAbove) * 2) + (Reached ? 1 : 0);
    }
}
