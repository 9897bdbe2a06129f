using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Models.Training;

/// <summary>What fixes every bit of a training, so what must be equal for it to be resumed.</summary>
/// <param name="Config">The model's shape.</param>
/// <param name="Recipe">Optimiser, schedule, batch size, seed.</param>
/// <param name="Data">The data's <see cref="ITrainingData.Identity"/>.</param>
/// <param name="Initialisation">The <see cref="IInitialisation.Identity"/>, or <see cref="Random"/>.</param>
/// <param name="Device">The <see cref="IEngine.Device"/>, with its precision: another one gives other bits.</param>
public sealed record TrainingIdentity(
    TransformerConfig Config,
    TrainingRecipe Recipe,
    string Data,
    string Initialisation = TrainingIdentity.Random,
    string Device = EngineFactory.Cpu)
{
    /// <summary>The initialisation of a model that is trained from scratch.</summary>
    public const string Random = "random";
}
