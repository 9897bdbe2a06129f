namespace Repro.Models.Training;

/// <summary>What a run of the trainer gave.</summary>
/// <param name="State">Whether it ended by itself.</param>
/// <param name="Losses">The losses of all steps since the first, those before a resume included.</param>
public sealed record TrainingResult(TrainingState State, LossCurve Losses)
{
    /// <summary>Steps done since the first.</summary>
    public int Steps => Losses.Steps;

    /// <summary>Loss of the last step.</summary>
    public double FinalLoss => Losses.FinalLoss;

    /// <summary>Mean loss of the last five steps: the loss that the paper publishes (§3.1).</summary>
    public double AvgFinalLoss => Losses.AvgFinalLoss;
}
