using Repro.Claims.Arithmetic;

namespace Repro.Claims.Zoo;

/// <summary>What became of one model of a <see cref="TrainingRun"/>.</summary>
/// <typeparam name="TRecord">What is recorded of a finished model.</typeparam>
/// <param name="Plan">What was to be trained.</param>
/// <param name="Record">The record; null where it failed.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
public sealed record TrainingOutcome<TRecord>(TrainingPlan Plan, TRecord? Record, Exception? Error)
    where TRecord : class;
