namespace Repro.Models.Training;

/// <summary>How a run of the trainer ended.</summary>
public enum TrainingState
{
    /// <summary>Every step of the recipe is done.</summary>
    Finished,

    /// <summary>Stopped on request; the same trainer, or one resumed from the checkpoint, goes on in the same bits.</summary>
    Interrupted,
}
