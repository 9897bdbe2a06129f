using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Training;

namespace Repro.Claims.Zoo;

/// <summary>Trains several models side by side, each child after its parent. What goes wrong with one leaves the others alone.</summary>
public sealed class ZooRun
{
    private readonly Func<TrainingPlan, CancellationToken, ZooRecord> _train;
    private readonly Action<ZooOutcome> _finished;
    private readonly CancellationTokenSource _stop;

    private readonly object _gate = new();
    private readonly List<TrainingPlan> _waiting;
    private readonly HashSet<ModelName> _open;
    private readonly Dictionary<ModelName, ZooOutcome> _outcomes = [];

    private ZooRun(
        ImmutableArray<TrainingPlan> plans,
        Func<TrainingPlan, CancellationToken, ZooRecord> train,
        Action<ZooOutcome> finished,
        CancellationTokenSource stop)
    {
        _train = train;
        _finished = finished;
        _stop = stop;
        _waiting = [.. plans];
        _open = [.. plans.Select(plan => plan.Name)];
    }

    /// <summary>Trains all models and returns what became of each, in the given order.</summary>
    /// <param name="plans">The models, no name twice.</param>
    /// <param name="parallel">How many to train side by side.</param>
    /// <param name="train">Trains one, on any thread.</param>
    /// <param name="finished">Told of each outcome, one at a time.</param>
    /// <param name="stop">Ends it; models not begun count as cancelled.</param>
    /// <remarks>An error that is neither input nor output nor a diverged training ends the run and is thrown.</remarks>
    public static ImmutableArray<ZooOutcome> Train(
        ImmutableArray<TrainingPlan> plans,
        int parallel,
        Func<TrainingPlan, CancellationToken, ZooRecord> train,
        Action<ZooOutcome> finished,
        CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var run = new ZooRun(plans, train, finished, ended);
        var workers = Enumerable.Range(0, Math.Min(parallel, plans.Length))
            .Select(_ => Task.Factory.StartNew(run.Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Task.WhenAll(workers).GetAwaiter().GetResult();
        return [.. plans.Select(plan => run._outcomes[plan.Name])];
    }

    private void Work()
    {
        while (Take() is { } plan)
        {
            ZooOutcome? outcome = null;
            try
            {
                outcome = Outcome(plan);
            }
            finally
            {
                // Any other error ends the whole run and passes through, but leaves no worker waiting.
                if (outcome is null)
                {
                    _stop.Cancel();
                }

                Close(outcome ?? new ZooOutcome(plan, Record: null, new OperationCanceledException($"{plan.Name} was ended by an error.")));
            }
        }
    }

    private ZooOutcome Outcome(TrainingPlan plan)
    {
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            if (Failed(plan.Parent))
            {
                throw new IOException($"Its parent {plan.Parent!.Name} is not there.");
            }

            return new ZooOutcome(plan, _train(plan, _stop.Token), Error: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TrainingDivergedException or OperationCanceledException)
        {
            return new ZooOutcome(plan, Record: null, e);
        }
    }

    private bool Failed(TrainingPlan? parent)
    {
        lock (_gate)
        {
            return parent is not null && _outcomes.TryGetValue(parent.Name, out var outcome) && outcome.Error is not null;
        }
    }

    // The first model whose parent is not waiting or in work, as soon as there is one; null when none is left.
    private TrainingPlan? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count > 0)
            {
                if (_waiting.FirstOrDefault(plan => plan.Parent is null || !_open.Contains(plan.Parent.Name)) is { } ready)
                {
                    _waiting.Remove(ready);
                    return ready;
                }

                Monitor.Wait(_gate);
            }

            return null;
        }
    }

    private void Close(ZooOutcome outcome)
    {
        lock (_gate)
        {
            _outcomes.Add(outcome.Plan.Name, outcome);
            _open.Remove(outcome.Plan.Name);
            Monitor.PulseAll(_gate);
            _finished(outcome);
        }
    }
}
