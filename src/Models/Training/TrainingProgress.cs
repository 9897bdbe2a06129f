namespace Repro.Models.Training;

/// <summary>What is reported after each step.</summary>
/// <param name="Step">Steps done, 1 … <paramref name="Steps"/>.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Loss of the step.</param>
/// <param name="ExactShare">Share of the batch's sequences whose every trained token was predicted, 0 to 1.</param>
public readonly record struct TrainingProgress(int Step, int Steps, double Loss, double ExactShare);
