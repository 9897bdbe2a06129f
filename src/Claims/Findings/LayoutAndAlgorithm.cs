using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Models.Engines;

namespace Repro.Claims.Findings;

/// <summary>ADD-01: the paper's layout, algorithm and carry frequencies hold as mathematics, without any model.</summary>
public sealed class LayoutAndAlgorithm : IClaimMeasurement
{
    private const ulong QuestionSeed = 673023;
    private const int RandomQuestions = 500_000;
    private const int CarryQuestions = 1_000_000;

    // In so many deviations of the sample, of which each share may differ from the published one beyond its rounding.
    private const double Deviations = 4;

    // Contexts and token ids as published: arXiv 2402.02619 and its notebooks.
    private static readonly ImmutableArray<(int Digits, int Context)> PublishedContexts = [(5, 19), (6, 22), (8, 28), (10, 34), (13, 43), (15, 49)];

    private static readonly ImmutableArray<(string Question, ImmutableArray<int> Tokens)> PublishedTokens =
    [
        ("133357+182243", [1, 3, 3, 3, 5, 7, 10, 1, 8, 2, 2, 4, 3, 12, 10, 0, 3, 1, 5, 6, 0, 0]),
        ("496745-406740", [4, 9, 6, 7, 4, 5, 11, 4, 0, 6, 7, 4, 0, 12, 10, 0, 0, 9, 0, 0, 0, 5]),
        ("838882-942782", [8, 3, 8, 8, 8, 2, 11, 9, 4, 2, 7, 8, 2, 12, 11, 0, 1, 0, 3, 9, 0, 0]),
    ];

    // Shares of 5-digit additions with 0 to 5 carrying digit pairs, rounded to 0.1 %.
    private static readonly ImmutableArray<double> PublishedCarryShares = [0.050, 0.206, 0.337, 0.276, 0.113, 0.018];

    /// <inheritdoc/>
    public Claim Claim { get; } = new()
    {
        Id = "ADD-01",
        Paper = Paper.AdditionSubtraction,
        Statement = "The token layout follows n_ctx = 3n + 4, folding the digits' tri-states from the top down gives every sum and "
            + "difference exactly, and the number of carrying digit pairs of a sum is binomial.",
        Published = "n_ctx 19, 22, 28, 34, 43, 49 for 5, 6, 8, 10, 13, 15 digits; the algorithm is exact; 5.0, 20.6, 33.7, 27.6, 11.3, "
            + "1.8 % of 5-digit sums have 0 to 5 carrying pairs",
        Criterion = new Criterion(
            "disagreements (examples, answers or shares that differ)",
            Comparator.AtMost,
            0,
            "These are mathematical statements: one counter-example refutes them. Shares may differ from the published ones by half a "
            + "unit of the last digit and four standard deviations of the sample."),
        Models = [],
        Controls =
        [
            "a fold that never resolves U gets additions wrong",
            "a fold that never resolves U gets subtractions wrong",
            "cascade classes do not have the shares of carry counts",
        ],
        Seeds = ImmutableSortedDictionary<string, ulong>.Empty.Add("questions", QuestionSeed),
        Tier = CostTier.Fast,
    };

    /// <inheritdoc/>
    public ClaimResult Measure(IModelSource models, CancellationToken cancellation = default)
    {
        var measurements = ImmutableArray.CreateBuilder<Measurement>();
        measurements.Add(Layout());
        var fifteen = new QuestionLayout(15);
        foreach (var operation in Enum.GetValues<Operation>())
        {
            cancellation.ThrowIfCancellationRequested();
            measurements.Add(Answers($"every 3-digit {Names.Of(operation)}", Exhaustive(operation, SubTasks.TriAdd)));
            measurements.Add(Sampled(QuestionSet.Uniform(fifteen, operation, QuestionSeed)));
            measurements.Add(Sampled(QuestionSet.Enriched(fifteen, operation, QuestionSeed)));
        }

        cancellation.ThrowIfCancellationRequested();
        measurements.Add(Shares("carrying pairs of uniform 5-digit sums", (layout, tokens) => Complexity.CarryingPairs(layout, tokens)));
        return ClaimResult.Of(Claim, "cpu", measurements.ToImmutable(), Controls());
    }

    private static Measurement Layout()
    {
        var wrong = PublishedContexts
            .Where(published => new QuestionLayout(published.Digits).Length != published.Context)
            .Select(published => $"{published.Digits} digits")
            .Concat(PublishedTokens
                .Where(published => !Question.Parse(published.Question, new QuestionLayout(6)).Tokens().AsSpan().SequenceEqual(published.Tokens.AsSpan()))
                .Select(published => published.Question))
            .ToImmutableArray();
        return new Measurement("published contexts and token ids", wrong.Length)
        {
            Raw = Raw(("examples", PublishedContexts.Length + PublishedTokens.Length)),
            Examples = wrong,
        };
    }

    private static Measurement Answers(string name, (long Questions, long Errors) counted) =>
        new(name, counted.Errors) { Raw = Raw(("questions", counted.Questions), ("errors", counted.Errors)) };

    private static Measurement Shares(string name, Func<QuestionLayout, int[], int> columnOf)
    {
        var layout = new QuestionLayout(5);
        var set = QuestionSet.Uniform(layout, Operation.Add, QuestionSeed);
        var counts = new long[PublishedCarryShares.Length];
        Visit(set, CarryQuestions, tokens => counts[columnOf(layout, tokens)]++);

        var shares = counts.Select(count => (double)count / CarryQuestions).ToArray();
        var wrong = Enumerable.Range(0, shares.Length)
            .Where(column => Math.Abs(shares[column] - PublishedCarryShares[column]) > Tolerance(PublishedCarryShares[column]))
            .Select(column => $"{column}: {shares[column]} instead of {PublishedCarryShares[column]}")
            .ToImmutableArray();
        return new Measurement(name, wrong.Length)
        {
            Raw = Raw([("questions", CarryQuestions), .. shares.Select((share, column) => ($"share of {column}", share))]),
            Examples = wrong,
        };
    }

    private static double Tolerance(double share) => 0.0005 + (Deviations * Math.Sqrt(share * (1 - share) / CarryQuestions));

    private static (long Questions, long Errors) Exhaustive(Operation operation, Func<TriState, TriState, TriState> fold)
    {
        var layout = new QuestionLayout(3);
        var tokens = new int[layout.Length];
        var answer = new int[layout.AnswerLength];
        var (questions, errors) = (0L, 0L);
        for (var first = 0UL; first < 1_000; first++)
        {
            for (var second = 0UL; second < 1_000; second++)
            {
                new Question(layout, first, operation, second).Write(tokens);
                AnswerAlgorithm.Compose(layout, tokens, answer, fold);
                questions++;
                errors += answer.AsSpan().SequenceEqual(tokens.AsSpan(layout.Sign)) ? 0 : 1;
            }
        }

        return (questions, errors);
    }

    private static Measurement Sampled(QuestionSet set)
    {
        var answer = new int[set.Layout.AnswerLength];
        var errors = 0L;
        Visit(set, RandomQuestions, tokens =>
        {
            AnswerAlgorithm.Compose(set.Layout, tokens, answer);
            errors += answer.AsSpan().SequenceEqual(tokens.AsSpan(set.Layout.Sign)) ? 0 : 1;
        });
        return Answers($"15-digit {set.Name}", (RandomQuestions, errors));
    }

    private static void Visit(QuestionSet set, int questions, Action<int[]> visit)
    {
        var batch = new TokenBatch(1, set.Layout.Length);
        var tokens = new int[set.Layout.Length];
        for (var i = 0; i < questions; i++)
        {
            set.Fill(i, batch);
            batch.Tokens.CopyTo(tokens);
            visit(tokens);
        }
    }

    private static ImmutableSortedDictionary<string, double> Raw(params IEnumerable<(string Name, double Value)> values) =>
        values.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    private ImmutableArray<ControlOutcome> Controls()
    {
        static TriState Unresolved(TriState higher, TriState lower) => higher;
        var additions = Exhaustive(Operation.Add, Unresolved).Errors;
        var subtractions = Exhaustive(Operation.Subtract, Unresolved).Errors;
        var classes = Shares("cascade classes", (layout, tokens) => (int)Complexity.ClassOf(layout, tokens)).Value;
        return
        [
            new ControlOutcome(Claim.Controls[0], additions > 0, $"{additions} wrong of 1,000,000"),
            new ControlOutcome(Claim.Controls[1], subtractions > 0, $"{subtractions} wrong of 1,000,000"),
            new ControlOutcome(Claim.Controls[2], classes > 0, $"{classes} of {PublishedCarryShares.Length} shares differ"),
        ];
    }
}
