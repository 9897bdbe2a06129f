using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Repro.Models.Training;

namespace Repro.Claims.Zoo;

/// <summary>
/// Trains a model into a file. Until it is finished its state lies beside it in a checkpoint, from which an interrupted or killed
/// training goes on in the same bits. A finished model replaces an older file of its name as a whole.
/// </summary>
public static class ModelTraining
{
    /// <summary>End of a checkpoint's name, in place of the model's <c>.safetensors</c>.</summary>
    public const string CheckpointExtension = ".checkpoint.safetensors";

    /// <summary>
    /// Steps between checkpoints. A compact model does so many in seconds and a paper-sized one in minutes, while writing takes
    /// milliseconds and tenths of a second: little is lost at little cost.
    /// </summary>
    public const int CheckpointEvery = 500;

    private const string ModelExtension = ".safetensors";

    /// <summary>Trains, or goes on with, a model.</summary>
    /// <param name="plan">What is trained.</param>
    /// <param name="initialisation">What it starts from, of a plan with a parent; else null.</param>
    /// <param name="path">The model's file; its folder is made.</param>
    /// <param name="engines">Makes the engine. Models of one shape that are trained at one time may share their steps.</param>
    /// <param name="resume">Whether to go on from the checkpoint, which must then be present; without, it must not.</param>
    /// <param name="monitor">Shows the training.</param>
    /// <param name="stop">Ends it after the current step, with a checkpoint.</param>
    /// <param name="finished">
    /// Told of a finished model when its file is written and before its checkpoint goes; after a kill in between, resuming tells again.
    /// </param>
    /// <exception cref="IOException">A checkpoint is missing, in the way, damaged or another training's; another process trains this
    /// model; a file cannot be written.</exception>
    /// <exception cref="TrainingDivergedException">Loss or parameters became NaN or infinite.</exception>
    public static TrainedModel Run(
        TrainingPlan plan,
        IInitialisation? initialisation,
        string path,
        EngineFactory engines,
        bool resume,
        TrainingMonitor monitor,
        CancellationToken stop,
        Action<TrainedModel>? finished = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(engines);
        ArgumentNullException.ThrowIfNull(monitor);
        var model = Path.GetFullPath(path);
        var checkpoint = CheckpointOf(model);
        AtomicFile.RequireReplaceable(model);
        MakeFolder(model);
        using var held = TrainingLock.Take(model);
        AtomicFile.RemoveLeftovers(model);
        AtomicFile.RemoveLeftovers(checkpoint);
        RequireCheckpoint(model, checkpoint, resume);

        using var engine = engines.CreateForTraining(plan.Config);
        var data = plan.CreateData();
        var trainer = resume
            ? Trainer.Resume(checkpoint, engine, data, plan.Recipe, initialisation)
            : new Trainer(engine, data, plan.Recipe, initialisation);
        var first = trainer.Step;
        var result = monitor(
            plan.Name.ToString(), progress => trainer.Run(new CheckpointPlan(checkpoint, CheckpointEvery), progress, stop));
        if (result.State == TrainingState.Interrupted)
        {
            return new TrainedModel(result, first, checkpoint, Model: null);
        }

        var file = new ModelFile
        {
            Name = plan.Name.ToString(),
            Parameters = engine.GetParameters(),
            Recipe = plan.Recipe,
            Data = data.Identity,
            Initialisation = initialisation?.Identity ?? TrainingIdentity.Random,
            Step = result.Steps,
        };
        file.Save(model);
        var trained = new TrainedModel(result, first, checkpoint, file);
        finished?.Invoke(trained);
        File.Delete(checkpoint);
        return trained;
    }

    /// <summary>The checkpoint's file of a model's file.</summary>
    public static string CheckpointOf(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var stem = model.EndsWith(ModelExtension, StringComparison.Ordinal) ? model[..^ModelExtension.Length] : model;
        return stem + CheckpointExtension;
    }

    private static void MakeFolder(string model)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(model)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot write '{model}': {e.Message}", e);
        }
    }

    private static void RequireCheckpoint(string model, string checkpoint, bool resume)
    {
        var present = File.Exists(checkpoint);
        if (present && !resume)
        {
            throw new IOException(
                $"'{checkpoint}' holds an interrupted training of this model: go on with --resume, or delete the file to start anew.");
        }

        if (resume && !present)
        {
            throw new FileNotFoundException(
                $"There is no checkpoint '{checkpoint}' to resume from"
                + (File.Exists(model) ? $"; '{model}' is finished." : "; start without --resume."));
        }
    }
}
