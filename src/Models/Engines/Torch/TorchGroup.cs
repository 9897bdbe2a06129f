using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Repro.Models.Engines.Torch;

/// <summary>
/// Engines of one shape that take their training steps together. Each is trained by a thread of its own; a step waits until every engine
/// that has begun to train, and was not disposed since, has asked for one. An engine joins with its first step.
/// </summary>
internal sealed class TorchGroup
{
    private readonly object _gate = new();
    private readonly List<TorchEngine> _members = [];
    private readonly Dictionary<TorchEngine, (TokenBatch Tokens, AdamWStep Update)> _asked = [];
    private readonly Dictionary<TorchEngine, StepResult> _results = [];
    private TorchModels? _stack;
    private int[] _lossPositions = [];
    private Exception? _failure;
    private long _round;

    /// <summary>A training step of one engine.</summary>
    /// <exception cref="ExternalException">The native library failed.</exception>
    public StepResult Step(TorchEngine engine, TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update)
    {
        lock (_gate)
        {
            RequireAlike(tokens, lossPositions, update);
            if (!_members.Contains(engine))
            {
                _members.Add(engine);
                Unstack();
            }

            _lossPositions = lossPositions.ToArray();
            _asked.Add(engine, (tokens, update));
            var round = _round;
            RunWhenAllAsked();
            while (_round == round)
            {
                Monitor.Wait(_gate);
            }

            if (_results.Remove(engine, out var result))
            {
                return result;
            }

            if (_failure is ExternalException)
            {
                ExceptionDispatchInfo.Throw(_failure);
            }

            throw new InvalidOperationException($"A training step of several models failed: {_failure?.Message}", _failure);
        }
    }

    /// <summary>The engine takes no more steps.</summary>
    public void Leave(TorchEngine engine)
    {
        lock (_gate)
        {
            if (_members.Remove(engine))
            {
                Unstack();
                RunWhenAllAsked();
            }
        }
    }

    private void RunWhenAllAsked()
    {
        if (_members.Count == 0 || _asked.Count < _members.Count)
        {
            return;
        }

        _failure = null;
        try
        {
            var stack = _stack ??= Stacked();
            var results = stack.ComputeGradients([.. _members.Select(member => _asked[member].Tokens)], _lossPositions);
            stack.Update([.. _members.Select(member => _asked[member].Update)]);
            for (var i = 0; i < results.Length; i++)
            {
                _results[_members[i]] = results[i];
            }
        }
        catch (Exception e)
        {
            // Whatever it is: every thread that waits for this round must hear of it, or it waits for ever.
            _failure = e;
        }

        _asked.Clear();
        _round++;
        Monitor.PulseAll(_gate);
    }

    private TorchModels Stacked()
    {
        var stack = TorchModels.Stack([.. _members.Select(member => member.Models)]);
        for (var i = 0; i < _members.Count; i++)
        {
            _members[i].Models = stack.Slice(i);
        }

        return stack;
    }

    // The members' slices keep the memory until the next stack is made of them.
    private void Unstack()
    {
        _stack?.Dispose();
        _stack = null;
    }

    private void RequireAlike(TokenBatch tokens, ReadOnlySpan<int> lossPositions, in AdamWStep update)
    {
        if (_asked.Count == 0)
        {
            return;
        }

        var (others, other) = _asked.Values.First();
        var same = other with { Number = update.Number, LearningRate = update.LearningRate, WeightDecay = update.WeightDecay };
        if ((others.Count, others.Length) != (tokens.Count, tokens.Length) || !lossPositions.SequenceEqual(_lossPositions) || same != update)
        {
            throw new ArgumentException(
                $"Models that train together need batches of one size, the same loss positions and the same decays; these are "
                + $"{tokens.Count} × {tokens.Length} at {string.Join(", ", lossPositions.ToArray())} with {update}, those of the others "
                + $"{others.Count} × {others.Length} at {string.Join(", ", _lossPositions)} with {other}.");
        }
    }
}
