using System.Runtime.CompilerServices;
using FluentAssertions;
using Repro.Models.Engines.Managed.Threads;
using Xunit;

namespace Repro.Models.Tests.Engines;

[Trait(Tier.Name, Tier.Fast)]
public sealed class WorkersTests
{
    /// <summary>What the threads kept alive would never be finalised, and an engine that nobody disposed never freed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_Over_KeepsNothingThatItUsed(bool fails)
    {
        using var workers = new Workers(3);
        var used = RunWithAnObject(workers, fails);

        GC.Collect();

        used.IsAlive.Should().BeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_BodyFails_ThrowsWhatItThrewAndRunsAgain(int threads)
    {
        using var workers = new Workers(threads);
        var done = 0;

        workers.Invoking(w => w.Run(8, (_, task) => throw new TimeoutException($"task {task}"))).Should().Throw<TimeoutException>().WithMessage("task *");

        workers.Run(8, (_, _) => Interlocked.Increment(ref done));
        done.Should().Be(8);
    }

    // A method of its own, so that no variable of the test holds the object.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunWithAnObject(Workers workers, bool fails)
    {
        var used = new object();
        Action<int, int> body = (_, _) => _ = fails ? throw new TimeoutException(used.ToString()) : used.GetHashCode();
        if (fails)
        {
            workers.Invoking(w => w.Run(8, body)).Should().Throw<TimeoutException>();
        }
        else
        {
            workers.Run(8, body);
        }

        return new WeakReference(used);
    }
}
