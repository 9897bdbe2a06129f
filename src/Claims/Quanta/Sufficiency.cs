using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Statistics;
using Repro.Models.Engines;
using Repro.Models.Randomness;

namespace Repro.Claims.Quanta;

/// <summary>
/// Asks whether some nodes of a model are enough: only they run, and every other node has its mean (the authors' re-tests of arXiv
/// 2402.02619, circuit sufficiency). A node that is kept has the value that it computes from what the ablated run gives it, not its
/// clean value.
/// </summary>
/// <remarks>The means are those over all the questions, of whatever kind; the accuracy is that on the questions of one kind.</remarks>
public sealed class Sufficiency
{
    private const uint Stream = 2;
    private readonly IEngine _engine;
    private readonly Ablation _means;
    private readonly SortedDictionary<QuestionKind, AnalysisQuestions> _questions = [];

    /// <summary>Prepares the questions of each kind.</summary>
    /// <param name="engine">The model; must keep its parameters.</param>
    /// <param name="questions">Questions that it answers right.</param>
    public Sufficiency(IEngine engine, AnalysisQuestions questions)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(questions);
        _engine = engine;
        _means = new Ablation(engine, questions.Tokens, AblationKind.Mean);
        foreach (var kind in questions.Classes.Select(Complexity.KindOf).Distinct())
        {
            _questions[kind] = questions.Where(row => Complexity.KindOf(questions.Classes[row]) == kind);
        }

        var answering = questions.Layout.LossPositions;
        Nodes = [.. Node.All(engine.Config, Enumerable.Range(0, answering[^1] + 1))
            .Where(node => node.Layer < engine.Config.Layers - 1 || answering.Contains(node.Position))];
    }

    /// <summary>
    /// All nodes that the answer can depend on, in the order of <see cref="Node.All"/>: those of the last layer where an answer token is
    /// predicted, those of lower layers up to the last such position.
    /// </summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>Accuracy on each kind of question with only these nodes.</summary>
    public ImmutableArray<KeptAccuracy> Keep(IEnumerable<Node> nodes)
    {
        var kept = nodes.ToHashSet();
        return [.. _questions.Select(pair => Accuracy(pair.Key, Wrong(pair.Value, kept)))];
    }

    /// <summary>
    /// A null for <see cref="Keep"/>: equally many heads and equally many MLPs, drawn at random from <see cref="Nodes"/>; in order.
    /// </summary>
    /// <exception cref="ArgumentException">There are more heads or MLPs than the model has.</exception>
    public ImmutableArray<Node> RandomLike(IEnumerable<Node> nodes, ulong seed)
    {
        var like = nodes.ToHashSet();
        var random = new RandomSequence(seed, StreamPurpose.Statistics, minor: Stream);
        var drawn = new List<Node>();
        foreach (var isHead in (bool[])[true, false])
        {
            var rest = Nodes.Where(node => node.Head is not null == isHead).ToList();
            var count = like.Count(node => node.Head is not null == isHead);
            if (count > rest.Count)
            {
                throw new ArgumentException($"{count} {(isHead ? "heads" : "MLPs")} cannot be drawn; the model has {rest.Count} on which an answer depends.");
            }

            for (; count > 0; count--)
            {
                var index = random.NextBelow(rest.Count);
                drawn.Add(rest[index]);
                rest.RemoveAt(index);
            }
        }

        return [.. drawn.Order()];
    }

    /// <summary>
    /// Makes a set of nodes sufficient for one kind of question: adds the missing nodes one by one, those first whose ablation in the
    /// whole model costs the questions that fail most, until the share of right answers is reached; then drops, in the order of adding,
    /// each without which it still is.
    /// </summary>
    /// <remarks>
    /// What ablation costs a question is counted in logits: by how much its least sure answer token loses its lead over the best false
    /// one. Nodes that a map leaves out break few answers alone, so answers that go wrong would not rank them. Takes one changed run for
    /// each missing node that may be added, at most one more for adding it and one for dropping it, and one to start with.
    /// </remarks>
    /// <param name="nodes">The set.</param>
    /// <param name="kind">Kind of question.</param>
    /// <param name="target">Share of right answers that is enough, above 0, at most 1.</param>
    /// <param name="among">The nodes that may be added; null means all.</param>
    /// <param name="cancellation">Stops between passes.</param>
    /// <exception cref="ArgumentException">No question has that kind, or the target is out of range.</exception>
    public Completion Complete(
        IEnumerable<Node> nodes, QuestionKind kind, double target, Func<Node, bool>? among = null, CancellationToken cancellation = default)
    {
        if (!(target is > 0 and <= 1))
        {
            throw new ArgumentException($"The share to reach is {target}; it must lie above 0 and be at most 1.");
        }

        if (!_questions.TryGetValue(kind, out var questions))
        {
            throw new ArgumentException($"There are no {kind} questions; there are {string.Join(", ", _questions.Keys)}.");
        }

        var kept = nodes.ToHashSet();
        var passes = 0;
        uint[] Answer()
        {
            cancellation.ThrowIfCancellationRequested();
            passes++;
            return Wrong(questions, kept);
        }

        var wrong = Answer();
        var start = Accuracy(kind, wrong);
        var reached = start;
        var steps = ImmutableArray.CreateBuilder<CompletionStep>();
        var missing = new Queue<Node>(reached.Share < target
            ? Ranked(questions.Where(row => wrong[row] != 0), Nodes.Where(node => !kept.Contains(node) && among?.Invoke(node) != false), cancellation)
            : []);
        passes += missing.Count;
        while (reached.Share < target && missing.TryDequeue(out var node))
        {
            kept.Add(node);
            reached = Accuracy(kind, Answer());
            steps.Add(new CompletionStep(node, reached));
        }

        var met = reached.Share >= target;
        var needed = steps.Select(step => step.Added).ToList();
        foreach (var node in met ? needed.ToArray() : [])
        {
            kept.Remove(node);
            var without = Accuracy(kind, Answer());
            if (without.Share >= target)
            {
                needed.Remove(node);
                reached = without;
            }
            else
            {
                kept.Add(node);
            }
        }

        return new Completion(start, steps.ToImmutable(), [.. needed], reached, met, passes);
    }

    private static KeptAccuracy Accuracy(QuestionKind kind, uint[] wrong)
    {
        var right = wrong.Count(mask => mask == 0);
        return new KeptAccuracy(kind, wrong.Length, right, BinomialInterval.ClopperPearson(right, wrong.Length));
    }

    private uint[] Wrong(AnalysisQuestions questions, HashSet<Node> kept) =>
        Answers.Wrong(questions.Layout, questions.Tokens, Run(questions, AllBut(kept)));

    // Those that cost the questions most first; of equal ones in order.
    private Node[] Ranked(AnalysisQuestions questions, IEnumerable<Node> nodes, CancellationToken cancellation)
    {
        var all = nodes.ToArray();
        var leads = new double[all.Length];
        using var prepared = _engine.Prepare(questions.Tokens, questions.Layout.LossPositions);
        prepared.Forward([.. all.Select(node => ImmutableArray.Create(_means.Of(node)))], (index, logits) =>
        {
            cancellation.ThrowIfCancellationRequested();
            leads[index] = Lead(questions, logits);
        });
        return [.. all.Zip(leads).OrderBy(pair => pair.Second).ThenBy(pair => pair.First).Select(pair => pair.First)];
    }

    // The lead of the true token over the best other one where it is least in the answer, in logits, summed over the questions.
    private static double Lead(AnalysisQuestions questions, HookValue logits)
    {
        var sum = 0.0;
        for (var question = 0; question < questions.Count; question++)
        {
            var least = float.PositiveInfinity;
            for (var token = 0; token < questions.Layout.AnswerLength; token++)
            {
                var truth = questions.Tokens[question][questions.Layout.Sign + token];
                for (var other = 0; other < Vocabulary.Size; other++)
                {
                    if (other != truth)
                    {
                        least = Math.Min(least, logits[question, token, truth] - logits[question, token, other]);
                    }
                }
            }

            sum += least;
        }

        return sum;
    }

    private ImmutableArray<Intervention> AllBut(HashSet<Node> kept) => _means.Of(Nodes.Where(node => !kept.Contains(node)));

    private HookValue Run(AnalysisQuestions questions, ImmutableArray<Intervention> interventions) => _engine.Forward(
        questions.Tokens, new ForwardRequest { Interventions = interventions, LogitPositions = questions.Layout.LossPositions }).Logits;
}
