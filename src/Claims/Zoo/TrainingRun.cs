using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Models.Training;

namespace Repro.Claims.Zoo;

/// <summary>Trains several models side by side, each child after its parent. What goes wrong with one leaves the others alone.</summary>
public static class TrainingRun
{
    /// <summary>Trains all models and returns what became of each, in the given order.</summary>
    /// <typeparam name="TRecord">What is recorded of a finished model.</typeparam>
    /// <param name="plans">The models, no plan twice; one name may have several plans.</param>
    /// <param name="parallel">How many to train side by side.</param>
    /// <param name="train">Trains one, on any thread.</param>
    /// <param name="finished">Told of each outcome, one at a time.</param>
    /// <param name="stop">Ends it; models not begun count as cancelled.</param>
    /// <remarks>An error that is neither input nor output nor a diverged training ends the run and is thrown.</remarks>
    public static ImmutableArray<TrainingOutcome<TRecord>> Train<TRecord>(
        ImmutableArray<TrainingPlan> plans,
        int parallel,
        Func<TrainingPlan, CancellationToken, TRecord> train,
        Action<TrainingOutcome<TRecord>> finished,
        CancellationToken stop)
        where TRecord : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var run = new Workers<TRecord>(plans, train, finished, ended);
        var workers = Enumerable.Range(0, Math.Min(parallel, plans.Length))
            .Select(_ => Task.Factory.StartNew(run.Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Task.WhenAll(workers).GetAwaiter().GetResult();
        return [.. plans.Select(plan => run.Outcomes[plan])];
    }

    private sealed class Workers<TRecord>
        where TRecord : class
    {
        private readonly Func<TrainingPlan, CancellationToken, TRecord> _train;
        private readonly Action<TrainingOutcome<TRecord>> _finished;
        private readonly CancellationTokenSource _stop;

        private readonly object _gate = new();
        private readonly List<TrainingPlan> _waiting;
        private readonly HashSet<TrainingPlan> _open;

        public Workers(
            ImmutableArray<TrainingPlan> plans,
            Func<TrainingPlan, CancellationToken, TRecord> train,
            Action<TrainingOutcome<TRecord>> finished,
            CancellationTokenSource stop)
        {
            _train = train;
            _finished = finished;
            _stop = stop;
            _waiting = [.. plans];
            _open = [.. plans];
        }

        public Dictionary<TrainingPlan, TrainingOutcome<TRecord>> Outcomes { get; } = [];

        public void Work()
        {
            while (Take() is { } plan)
            {
                TrainingOutcome<TRecord>? outcome = null;
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

                    Close(outcome ?? new TrainingOutcome<TRecord>(plan, Record: null, new OperationCanceledException($"{plan.Name} was ended by an error.")));
                }
            }
        }

        private TrainingOutcome<TRecord> Outcome(TrainingPlan plan)
        {
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                if (Failed(plan.Parent))
                {
                    throw new IOException($"Its parent {plan.Parent!.Name} is not there.");
                }

                return new TrainingOutcome<TRecord>(plan, _train(plan, _stop.Token), Error: null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or TrainingDivergedException or OperationCanceledException)
            {
                return new TrainingOutcome<TRecord>(plan, Record: null, e);
            }
        }

        private bool Failed(TrainingPlan? parent)
        {
            lock (_gate)
            {
                return parent is not null && Outcomes.TryGetValue(parent, out var outcome) && outcome.Error is not null;
            }
        }

        // The first model whose parent is not waiting or in work, as soon as there is one; null when none is left.
        private TrainingPlan? Take()
        {
            lock (_gate)
            {
                while (_waiting.Count > 0)
                {
                    if (_waiting.FirstOrDefault(plan => plan.Parent is null || !_open.Contains(plan.Parent)) is { } ready)
                    {
                        _waiting.Remove(ready);
                        return ready;
                    }

                    Monitor.Wait(_gate);
                }

                return null;
            }
        }

        private void Close(TrainingOutcome<TRecord> outcome)
        {
            lock (_gate)
            {
                Outcomes.Add(outcome.Plan, outcome);
                _open.Remove(outcome.Plan);
                Monitor.PulseAll(_gate);
                _finished(outcome);
            }
        }
    }
}
