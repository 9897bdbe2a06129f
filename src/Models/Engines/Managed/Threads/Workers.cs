using System.Runtime.ExceptionServices;

namespace Repro.Models.Engines.Managed.Threads;

/// <summary>
/// A fixed set of threads, the caller among them, that run the numbered tasks of one phase and then wait for each other. Which
/// thread runs which task never changes a result: tasks of a phase write to places of their own.
/// </summary>
internal sealed class Workers : IDisposable
{
    private static readonly Action<int, int> Nothing = static (_, _) => { };

    private readonly Thread[] _threads;
    private readonly Sleeper[] _sleepers;
    private readonly Sleeper _caller = new();
    private readonly Func<bool> _allDone;
    private Action<int, int> _body = Nothing;
    private int _tasks;
    private int _next;
    private int _running;
    private int _phase;
    private volatile bool _stop;
    private volatile Exception? _failure;

    public Workers(int count)
    {
        Count = count;
        _allDone = () => Volatile.Read(ref _running) == 0;
        _threads = new Thread[count - 1];
        _sleepers = new Sleeper[count - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var (worker, sleeper) = (i + 1, new Sleeper());
            _sleepers[i] = sleeper;
            _threads[i] = new Thread(() => Loop(worker, sleeper)) { IsBackground = true, Name = $"repro worker {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Number of threads, the caller included.</summary>
    public int Count { get; }

    /// <summary>
    /// Runs body(worker, task) for all tasks 0 … <paramref name="tasks"/> − 1 and returns when all are done. Keep
    /// <paramref name="body"/> in a field: a new delegate per call would allocate.
    /// </summary>
    public void Run(int tasks, Action<int, int> body)
    {
        if (_threads.Length == 0 || tasks == 1)
        {
            for (var task = 0; task < tasks; task++)
            {
                body(0, task);
            }

            return;
        }

        _body = body;
        _tasks = tasks;
        _next = 0;
        Volatile.Write(ref _running, _threads.Length);
        StartPhase();
        Work(0);
        _caller.WaitUntil(_allDone);

        // The threads would keep alive what it captures: an engine that is dropped without Dispose could never be finalised.
        _body = Nothing;
        if (_failure is { } failure)
        {
            _failure = null;

            // As it is: what a caller catches must not depend on the number of threads.
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        _stop = true;
        StartPhase();
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i].Join();
            _sleepers[i].Dispose();
        }

        _caller.Dispose();
    }

    private void StartPhase()
    {
        Interlocked.Increment(ref _phase);
        foreach (var sleeper in _sleepers)
        {
            sleeper.Wake();
        }
    }

    private void Loop(int worker, Sleeper sleeper)
    {
        var seen = 0;
        Func<bool> nextPhase = () => Volatile.Read(ref _phase) != seen;
        while (true)
        {
            sleeper.WaitUntil(nextPhase);
            seen++;
            if (_stop)
            {
                return;
            }

            Work(worker);
            if (Interlocked.Decrement(ref _running) == 0)
            {
                _caller.Wake();
            }
        }
    }

    private void Work(int worker)
    {
        try
        {
            for (var task = Interlocked.Increment(ref _next) - 1; task < _tasks; task = Interlocked.Increment(ref _next) - 1)
            {
                _body(worker, task);
            }
        }
        catch (Exception exception)
        {
            // Kept until every thread has finished the phase; the caller then sees it.
            _failure = exception;
        }
    }
}
