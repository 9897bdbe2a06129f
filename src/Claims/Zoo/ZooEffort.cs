namespace Repro.Claims.Zoo;

/// <summary>What training a model took, from where it was last resumed to its end.</summary>
/// <param name="Seconds">Wall time of these steps.</param>
/// <param name="FromStep">Steps done before, 0 where the training was never interrupted.</param>
/// <param name="Threads">Threads of the engine.</param>
/// <param name="Parallel">Models that were trained side by side.</param>
/// <param name="Device">Where it ran.</param>
/// <param name="Processor">What the processor calls itself.</param>
public sealed record ZooEffort(double Seconds, int FromStep, int Threads, int Parallel, string Device, string Processor);
