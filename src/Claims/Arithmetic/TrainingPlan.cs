using Repro.Claims.Transfer;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Arithmetic;

/// <summary>
/// All that fixes a model's training: shape, recipe, data. <see cref="For"/> derives it from a name and a preset; the rule:
/// <list type="table">
/// <listheader><term>preset</term><description>paper (arXiv 2402.02619) · compact</description></listheader>
/// <item><term>d_model, d_head, d_mlp</term><description>510, 170, 2040 · 96, 32, 384</description></item>
/// <item><term>peak rate</term><description>8e-5 · 2e-3</description></item>
/// <item><term>warm-up, from 1 % of the peak</term><description>⌊T/5⌋ steps · 200 steps, at most T/5</description></item>
/// <item><term>cosine, to</term><description>0 · 2 % of the peak</description></item>
/// <item><term>data</term><description>paper-A · balanced</description></item>
/// <item><term>steps T</term><description>the name's, else by digits (to 6, 7 to 9, from 10): addition 15K, 45K, 80K; subtraction 30K,
/// 50K, 75K; mixed 40K, 60K, 85K, which are published values of each band · ⌊2T/3⌋ of the paper preset's T, so that models whose names
/// differ in T alone differ here too</description></item>
/// </list>
/// Both: context 3n + 4, batch 64, AdamW (0.9, 0.98), weight decay 0.1, and 0, 100, 66 or 80 % subtraction for add, sub, mix and insK.
/// A model insK starts from the addition model that <see cref="Catalogue.ParentOf"/> names, trained by the same preset.
/// </summary>
/// <param name="Name">The model.</param>
/// <param name="Preset">Size and recipe.</param>
/// <param name="Config">Shape.</param>
/// <param name="Recipe">Optimiser, schedule and seed.</param>
/// <param name="Data">How questions are drawn.</param>
/// <param name="SubtractionPercent">Share of subtraction, 0 to 100.</param>
public sealed record TrainingPlan(
    ModelName Name,
    Preset Preset,
    TransformerConfig Config,
    TrainingRecipe Recipe,
    DataVariant Data,
    int SubtractionPercent)
{
    /// <summary>Positions of the model's questions.</summary>
    public QuestionLayout Layout => new(Name.Digits);

    /// <summary>How the addition model that this model starts from is trained; null for a model from scratch.</summary>
    public TrainingPlan? Parent { get; init; }

    /// <summary>Derives the plan of a model; <paramref name="steps"/> replaces the rule's steps, of this model and not of its parent.</summary>
    /// <exception cref="ArgumentException">The steps are fewer than 1.</exception>
    public static TrainingPlan For(ModelName name, Preset preset, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (steps < 1)
        {
            throw new ArgumentException($"{name} cannot be trained for {steps} steps; at least 1 is needed.");
        }

        var plan = preset switch
        {
            Preset.Paper => Paper(name, steps ?? PaperSteps(name)),
            Preset.Compact => Compact(name, steps ?? 2 * PaperSteps(name) / 3),
            _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, message: null),
        };
        return Catalogue.ParentOf(name) is { } parent ? plan with { Parent = For(parent, preset) } : plan;
    }

    /// <summary>The model's <see cref="TrainingIdentity.Initialisation"/>, of a model with a parent without the hash at its end.</summary>
    public string InitialisationStart => (Name.Transfer, Parent) is ({ } method, { } parent)
        ? ParentTransfer.IdentityStart(method, $"{parent.Name}")
        : TrainingIdentity.Random;

    /// <summary>The initialisation from the parent's trained parameters; null for a model from scratch.</summary>
    /// <exception cref="ArgumentException">The plan has a parent and no parameters are given, or the other way round.</exception>
    public ParentTransfer? StartFrom(Parameters? parent) => (Name.Transfer, Parent, parent) switch
    {
        ({ } method, { } from, not null) => new ParentTransfer(method, $"{from.Name}", parent),
        (null, null, null) => null,
        _ => throw new ArgumentException($"{Name} needs {(Parent is null ? "no parent" : $"the parameters of {Parent.Name}")}."),
    };

    /// <summary>The training data.</summary>
    public ArithmeticTrainingData CreateData() => new(Layout, Data, SubtractionPercent, Recipe.BatchSize, Recipe.Seed);

    private static TrainingPlan Paper(ModelName name, int steps) => new(
        name,
        Preset.Paper,
        Shape(name, dModel: 510, dHead: 170),
        new TrainingRecipe { Steps = steps, LearningRate = 8e-5, WarmUpSteps = steps / 5, FinalShare = 0, Seed = name.Seed },
        DataVariant.PaperA,
        Subtraction(name));

    private static TrainingPlan Compact(ModelName name, int steps) => new(
        name,
        Preset.Compact,
        Shape(name, dModel: 96, dHead: 32),
        new TrainingRecipe { Steps = steps, LearningRate = 2e-3, WarmUpSteps = Math.Min(200, steps / 5), FinalShare = 0.02, Seed = name.Seed },
        DataVariant.Balanced,
        Subtraction(name));

    private static TransformerConfig Shape(ModelName name, int dModel, int dHead) => new()
    {
        Layers = name.Layers,
        Heads = name.Heads,
        DModel = dModel,
        DHead = dHead,
        DMlp = 4 * dModel,
        Context = new QuestionLayout(name.Digits).Length,
        Vocabulary = Vocabulary.Size,
    };

    private static int PaperSteps(ModelName name) => 1_000 * (name.ThousandSteps ?? (name.Operations, name.Digits) switch
    {
        (OperationMix.Add, <= 6) => 15,
        (OperationMix.Add, <= 9) => 45,
        (OperationMix.Add, _) => 80,
        (OperationMix.Sub, <= 6) => 30,
        (OperationMix.Sub, <= 9) => 50,
        (OperationMix.Sub, _) => 75,
        (_, <= 6) => 40,
        (_, <= 9) => 60,
        _ => 85,
    });

    private static int Subtraction(ModelName name) => (name.Operations, name.Transfer) switch
    {
        (OperationMix.Add, _) => 0,
        (OperationMix.Sub, _) => 100,
        (_, null) => 66,
        _ => 80,
    };
}
