namespace Repro.Perf.Work;

/// <summary>A benchmark that knows how much work one call does, so that columns can turn times into rates.</summary>
public abstract class WorkloadBenchmark
{
    /// <summary>Floating-point operations of one call that the mathematics needs: a multiply-add counts 2; 0 when there is nothing to count.</summary>
    public virtual double Flops => 0;

    /// <summary>Questions that one call handles; 0 for kernels.</summary>
    public virtual int Questions => 0;

    /// <summary>Threads that share the work.</summary>
    public virtual int ThreadCount => 1;
}
