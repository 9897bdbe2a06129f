using Repro.Models.Storage;
using Repro.Models.Training;

namespace Repro.Claims.Zoo;

/// <summary>What <see cref="ModelTraining"/> gave.</summary>
/// <param name="Result">How the training ended, and its losses.</param>
/// <param name="FirstStep">Steps that had been done before, when it was resumed.</param>
/// <param name="Checkpoint">The checkpoint file, present where the training was interrupted.</param>
/// <param name="Model">The finished model, null where the training was interrupted.</param>
public sealed record TrainedModel(TrainingResult Result, int FirstStep, string Checkpoint, ModelFile? Model);
