using Repro.Models.Transformer;

namespace Repro.Models.Training;

/// <summary>What fixes every bit of a training, so what must be equal for it to be resumed.</summary>
/// <param name="Config">The model's shape.</param>
/// <param name="Recipe">Optimiser, schedule, batch size, seed.</param>
/// <param name="Data">The data's <see cref="ITrainingData.Identity"/>.</param>
public sealed record TrainingIdentity(TransformerConfig Config, TrainingRecipe Recipe, string Data);
