using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Transformer;

namespace Repro.Models.Training;

/// <summary>
/// Trains the model in an engine: a batch, a step, a loss, until the recipe's steps are done. Config, recipe, data and
/// initialisation fix the result; where it was interrupted and resumed changes no bit of it.
/// </summary>
public sealed class Trainer
{
    private readonly IEngine _engine;
    private readonly ITrainingData _data;
    private readonly IInitialisation? _initialisation;
    private readonly TrainingIdentity _identity;
    private readonly LearningRateSchedule _schedule;
    private readonly TokenBatch _batch;
    private readonly LossCurve _losses;

    private string? _goodPath;
    private int _goodStep;

    /// <summary>
    /// Starts from step 0: the engine gets random parameters of the recipe's seed, or those of <paramref name="initialisation"/> where
    /// there is one, and empty moments.
    /// </summary>
    /// <exception cref="ArgumentException">Recipe, data, initialisation and model do not fit together.</exception>
    public Trainer(IEngine engine, ITrainingData data, TrainingRecipe recipe, IInitialisation? initialisation = null)
        : this(engine, data, recipe, initialisation, new LossCurve())
    {
        var initial = initialisation?.Start(engine.Config, recipe.Seed) ?? Parameters.Initialise(engine.Config, recipe.Seed);
        engine.SetParameters(initial);
        engine.SetOptimiserState(OptimiserState.Zero(initial.Layout));
    }

    private Trainer(IEngine engine, ITrainingData data, TrainingRecipe recipe, IInitialisation? initialisation, LossCurve losses)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(data);
        _schedule = new LearningRateSchedule(recipe);
        if (data.BatchSize != recipe.BatchSize)
        {
            throw new ArgumentException($"The data come in batches of {data.BatchSize}; the recipe has batches of {recipe.BatchSize}.");
        }

        if (data.SequenceLength > engine.Config.Context)
        {
            throw new ArgumentException($"The data's sequences have {data.SequenceLength} tokens; the model takes at most {engine.Config.Context}.");
        }

        _engine = engine;
        _data = data;
        _initialisation = initialisation;
        _identity = IdentityOf(engine, data, recipe, initialisation);
        _batch = new TokenBatch(data.BatchSize, data.SequenceLength);
        _losses = losses;
    }

    /// <summary>Steps done.</summary>
    public int Step => _losses.Steps;

    /// <summary>Goes on from a checkpoint, in the bits of a training that was never interrupted.</summary>
    /// <exception cref="SafetensorsException">
    /// The file is damaged, or of another config, recipe, data, initialisation, device or numerics version.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Trainer Resume(
        string checkpointPath, IEngine engine, ITrainingData data, TrainingRecipe recipe, IInitialisation? initialisation = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(data);
        var checkpoint = TrainingCheckpoint.Load(checkpointPath, IdentityOf(engine, data, recipe, initialisation));
        var trainer = new Trainer(engine, data, recipe, initialisation, checkpoint.Losses)
        {
            _goodPath = checkpointPath,
            _goodStep = checkpoint.Losses.Steps,
        };
        engine.SetParameters(checkpoint.Parameters);
        engine.SetOptimiserState(checkpoint.Optimiser);
        return trainer;
    }

    /// <summary>Trains until the recipe's steps are done or <paramref name="stop"/> is signalled.</summary>
    /// <param name="plan">Checkpoints, or null for none.</param>
    /// <param name="progress">Called after each step on this thread.</param>
    /// <param name="stop">Ends the run after the current step, with a checkpoint.</param>
    /// <exception cref="TrainingDivergedException">Loss or parameters became NaN or infinite.</exception>
    /// <exception cref="SafetensorsException">The model has too many tensors for a checkpoint; nothing was trained.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written; the one before is unchanged.</exception>
    public TrainingResult Run(CheckpointPlan? plan = null, Action<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        if (plan is not null)
        {
            TrainingCheckpoint.CheckLimits(plan.Path, _identity);
        }

        var recipe = _identity.Recipe;
        var positions = _data.LossPositions;
        while (Step < recipe.Steps)
        {
            if (stop.IsCancellationRequested)
            {
                Keep(plan);
                return new TrainingResult(TrainingState.Interrupted, _losses);
            }

            var step = Step;
            _data.Fill(step, _batch);
            var update = new AdamWStep(step + 1, _schedule.At(step), recipe.Beta1, recipe.Beta2, recipe.Epsilon, recipe.WeightDecay);
            var result = _engine.TrainStep(_batch, positions.AsSpan(), update);
            if (!double.IsFinite(result.Loss))
            {
                throw new TrainingDivergedException($"the loss is {result.Loss}", step, _goodPath, _goodStep);
            }

            Restore(step);
            _losses.Add(result.Loss);
            progress?.Invoke(new TrainingProgress(Step, recipe.Steps, result.Loss, (double)result.Exact / _batch.Count));
            if (plan is not null && Step % plan.EverySteps == 0 && Step < recipe.Steps)
            {
                Keep(plan);
            }
        }

        Keep(plan);
        return new TrainingResult(TrainingState.Finished, _losses);
    }

    private static TrainingIdentity IdentityOf(IEngine engine, ITrainingData data, TrainingRecipe recipe, IInitialisation? initialisation) =>
        new(engine.Config, recipe, data.Identity, initialisation?.Identity ?? TrainingIdentity.Random, engine.Device);

    private void Restore(int step)
    {
        if (_initialisation?.RestoresAfter(step) == true)
        {
            var parameters = _engine.GetParameters();
            _initialisation.Restore(parameters);
            _engine.SetParameters(parameters);
        }
    }

    // A finite loss does not show that the update after it was finite, so the state itself is checked before it replaces a good one.
    private void Keep(CheckpointPlan? plan)
    {
        var parameters = _engine.GetParameters();
        var optimiser = _engine.GetOptimiserState();
        CheckFinite("parameter", parameters);
        CheckFinite("mean gradient of", optimiser.Mean);
        CheckFinite("mean squared gradient of", optimiser.MeanSquare);
        if (plan is null)
        {
            return;
        }

        new TrainingCheckpoint { Identity = _identity, Parameters = parameters, Optimiser = optimiser, Losses = _losses }.Save(plan.Path);
        (_goodPath, _goodStep) = (plan.Path, Step);
    }

    private void CheckFinite(string what, Parameters values)
    {
        foreach (var spec in values.Layout.All)
        {
            foreach (var value in values[spec])
            {
                if (!float.IsFinite(value))
                {
                    // ReLU makes 0 of NaN, so the losses since then need not have shown it.
                    throw new TrainingDivergedException(
                        $"{what} {spec.Name} holds {value}, perhaps since step {_goodStep}, as every loss was finite", Step - 1, _goodPath, _goodStep);
                }
            }
        }
    }
}
