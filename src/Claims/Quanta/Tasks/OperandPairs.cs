using Repro.Claims.Arithmetic;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta.Tasks;

/// <summary>The digit pairs (D_k, D'_k) in a row of tokens, and what a kind's rule makes of them, whatever the operator there says.</summary>
internal readonly ref struct OperandPairs
{
    private readonly Span<int> _tokens;

    /// <summary>The pairs of a row of <see cref="QuestionLayout.Length"/> tokens.</summary>
    public OperandPairs(QuestionLayout layout, Span<int> tokens)
    {
        Layout = layout;
        _tokens = tokens;
    }

    /// <summary>Where each token stands.</summary>
    public QuestionLayout Layout { get; }

    /// <summary>The kind of a completed question.</summary>
    public QuestionKind Kind => Complexity.KindOf(Layout, _tokens);

    /// <summary>The pair of digit k.</summary>
    public (int First, int Second) this[int k]
    {
        get => (_tokens[Layout.First(k)], _tokens[Layout.Second(k)]);
        set => (_tokens[Layout.First(k)], _tokens[Layout.Second(k)]) = value;
    }

    /// <summary>The answer's digits and sign, by their numbers: k for A_k, n + 1 for the sign.</summary>
    public ref int Answer(int k) => ref _tokens[Layout.Answer(k)];

    /// <summary>Draws all digits, each uniform.</summary>
    public void Draw(ref RandomSequence random) => OperandDigits.WriteUniform(Layout, ref random, _tokens);

    /// <summary>Draws pairs of a kind: those of a subtraction until the comparison of the digits from <paramref name="from"/> up decides its answer's sign.</summary>
    public void Draw(QuestionKind kind, int from, ref RandomSequence random)
    {
        do
        {
            Draw(ref random);
        }
        while (!Decides(kind, from));
    }

    /// <summary>Draws the pair of digit k until its tri-state under a kind's rule is as wanted.</summary>
    public void Draw(QuestionKind kind, int k, TriState state, ref RandomSequence random)
    {
        do
        {
            this[k] = (random.NextBelow(10), random.NextBelow(10));
        }
        while (Carry(kind, k) != state);
    }

    /// <summary>Writes operator, '=' and the true answer.</summary>
    public void Complete(QuestionKind kind) =>
        Question.Complete(Layout, kind == QuestionKind.Add ? Operation.Add : Operation.Subtract, _tokens);

    /// <summary>+1, 0 or −1 for D &gt;, =, &lt; D', looking at the digits from <paramref name="from"/> up.</summary>
    public int Compare(int from = 0)
    {
        for (var k = Layout.Digits - 1; k >= from; k--)
        {
            var (first, second) = this[k];
            if (first != second)
            {
                return Math.Sign(first - second);
            }
        }

        return 0;
    }

    /// <summary>SA_k, MD_k or ND_k; 0 for k = n.</summary>
    public int Base(QuestionKind kind, int k) => k == Layout.Digits ? 0 : SubTasks.Base(kind, this[k].First, this[k].Second);

    /// <summary>The tri-state of digit k.</summary>
    public TriState Carry(QuestionKind kind, int k) => SubTasks.Carry(kind, k, this[k].First, this[k].Second);

    /// <summary>Whether the digits up to k carry into, or borrow from, digit k + 1; no for k = −1.</summary>
    public bool Carries(QuestionKind kind, int k)
    {
        for (; k >= 0; k--)
        {
            if (Carry(kind, k) is not TriState.Unknown and var decided)
            {
                return decided == TriState.Yes;
            }
        }

        return false;
    }

    /// <summary>The same when digit k has another tri-state.</summary>
    public bool Carries(QuestionKind kind, int k, TriState state) => state == TriState.Unknown ? Carries(kind, k - 1) : state == TriState.Yes;

    /// <summary>
    /// Whether a carry or borrow into digit k goes on into digit k + 1 and so changes the answer's higher digits as well, which stand before A_k; no for k = n.
    /// </summary>
    public bool PassesOn(QuestionKind kind, int k) => k < Layout.Digits && Carry(kind, k) == TriState.Unknown;

    /// <summary>A_k from a base value and a carry or borrow.</summary>
    public static int Digit(QuestionKind kind, int value, bool carry) => (value + (!carry ? 0 : kind == QuestionKind.Add ? 1 : 9)) % 10;

    /// <summary>A_k under a kind's rule.</summary>
    public int Digit(QuestionKind kind, int k) => Digit(kind, Base(kind, k), Carries(kind, k - 1));

    private bool Decides(QuestionKind kind, int from) => kind switch
    {
        QuestionKind.Add => true,
        QuestionKind.Sub => Compare(from) > 0,
        _ => Compare(from) < 0,
    };
}
