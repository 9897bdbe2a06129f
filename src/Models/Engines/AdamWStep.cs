namespace Repro.Models.Engines;

/// <summary>
/// Settings of one AdamW update (Loshchilov and Hutter, decoupled weight decay, as PyTorch computes it). Weight decay applies to
/// every parameter.
/// </summary>
/// <param name="Number">1 for the first update: drives the bias correction.</param>
/// <param name="LearningRate">Learning rate of this update.</param>
/// <param name="Beta1">Decay of the mean.</param>
/// <param name="Beta2">Decay of the mean square.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <param name="WeightDecay">Decay per unit of learning rate.</param>
public readonly record struct AdamWStep(
    long Number,
    double LearningRate,
    double Beta1 = 0.9,
    double Beta2 = 0.98,
    double Epsilon = 1e-8,
    double WeightDecay = 0.1);
