namespace Repro.Claims.Statistics;

/// <summary>A confidence interval.</summary>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound.</param>
/// <param name="Confidence">How often such intervals hold the true value, for instance 0.95.</param>
public readonly record struct Interval(double Lower, double Upper, double Confidence);
