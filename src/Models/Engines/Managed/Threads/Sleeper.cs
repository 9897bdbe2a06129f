namespace Repro.Models.Engines.Managed.Threads;

/// <summary>One thread that waits for a condition: it spins for about a millisecond, then sleeps until it is woken.</summary>
internal sealed class Sleeper : IDisposable
{
    private const int Spins = 4000;
    private readonly SemaphoreSlim _semaphore = new(0);
    private int _asleep;

    /// <summary>Returns when the condition holds. Whoever makes it true calls <see cref="Wake"/> afterwards.</summary>
    public void WaitUntil(Func<bool> condition)
    {
        for (var spin = 0; spin < Spins; spin++)
        {
            if (condition())
            {
                return;
            }

            Thread.SpinWait(8);
        }

        while (!condition())
        {
            // Whoever takes the flag back decides: the waker releases the semaphore exactly when it took it, and then this
            // thread must consume the release.
            Interlocked.Exchange(ref _asleep, 1);
            if (!condition() || Interlocked.Exchange(ref _asleep, 0) == 0)
            {
                _semaphore.Wait();
            }
        }
    }

    /// <summary>Ends the sleep, if there is one.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
        {
            _semaphore.Release();
        }
    }

    public void Dispose() => _semaphore.Dispose();
}
