namespace Repro.Claims.Arithmetic;

/// <summary>A published model and what its table says of it (arXiv 2402.02619).</summary>
/// <param name="Name">The model.</param>
/// <param name="Parent">The addition model it starts from; null for a model from scratch.</param>
/// <param name="Loss">AvgFinalLoss, the mean loss of the last five training steps.</param>
/// <param name="AdditionFails">Wrong answers of 1,000,000 enriched additions; null where the model does not add.</param>
/// <param name="SubtractionFails">Wrong answers of 1,000,000 enriched subtractions; null where the model does not subtract.</param>
/// <param name="UsefulHeads">Number of useful (position, layer, head) nodes.</param>
/// <param name="UsefulMlps">Number of useful (position, layer) MLP nodes.</param>
public sealed record CatalogueEntry(
    ModelName Name, ModelName? Parent, double Loss, int? AdditionFails, int? SubtractionFails, int UsefulHeads, int UsefulMlps)
{
    /// <summary>From this many wrong answers of a million on, an operation is not what the paper calls &gt;99.999 % accurate.</summary>
    public const int InaccurateFrom = 10;
}
