using System.Collections.Immutable;
using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Numerics;
using Repro.Models.Storage;
using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Studies;

/// <summary>
/// Brings one training of a study to its result, from wherever an earlier attempt ended. The model is measured while its last checkpoint
/// is still there, so a kill at any point loses at most the steps since a checkpoint, or the measurement.
/// </summary>
/// <param name="folder">Where the files lie.</param>
/// <param name="asked">The trainings that are to be done now; for them alone a parent whose model is gone is trained again.</param>
/// <param name="engines">Makes the engines.</param>
/// <param name="monitor">Shows trainings.</param>
/// <param name="measuring">Told before each set of questions: the training and the set.</param>
public sealed class StudyTraining(
    StudyFolder folder, ImmutableArray<StudyRun> asked, EngineFactory engines, TrainingMonitor monitor, Action<string, string> measuring)
{
    /// <summary>Does what is left to do, and returns the result.</summary>
    /// <exception cref="OperationCanceledException">It was ended; a checkpoint is kept.</exception>
    /// <exception cref="IOException">The parent is missing, another process does this training, a file is damaged, is of another training,
    /// or cannot be written.</exception>
    /// <exception cref="TrainingDivergedException">Loss or parameters became NaN or infinite.</exception>
    public StudyRecord Run(StudyRun run, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(run);
        var model = folder.ModelPath(run);
        var missing = folder.ChildrenOf(run).Where(child => !File.Exists(folder.RecordPath(child))).ToArray();
        var record = folder.Record(run) is { } done && (File.Exists(model) || !missing.Any(asked.Contains)) ? done : Train(run, model, stop);
        // Of a child the result is all that is kept; a kill just after it was written leaves a checkpoint too.
        Remove(ModelTraining.CheckpointOf(model));
        if (missing.Length == 0)
        {
            Remove(model);
        }

        return record;
    }

    private static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private StudyRecord Train(StudyRun run, string path, CancellationToken stop)
    {
        var plan = run.Plan;
        var start = folder.ParentOf(run) is { } parent ? plan.StartFrom(Parent(parent)) : null;
        var resume = File.Exists(ModelTraining.CheckpointOf(path));
        StudyRecord? record = null;
        var trained = ModelTraining.Run(plan, start, path, engines, resume, (_, train) => monitor(run.Name, train), stop, finished =>
        {
            record = Measure(run, finished, stop);
            // The training's lock is held, so nobody else is writing the result.
            AtomicFile.RemoveLeftovers(folder.RecordPath(run));
            folder.Write(run, record);
        });
        return record ?? throw new OperationCanceledException(
            $"The training {run.Name} was ended after {trained.Result.Steps} of {plan.Recipe.Steps} steps.", stop);
    }

    private Parameters Parent(StudyRun parent)
    {
        var path = folder.ModelPath(parent);
        var parameters = PlannedModel.Load(path, parent.Plan).Parameters;
        var hash = parameters.Hash();
        return folder.Record(parent) is { } record && !string.Equals(hash, record.ParametersSha256, StringComparison.Ordinal)
            ? throw new IOException($"'{path}': the parameters have the SHA-256 {hash}; '{folder.RecordPath(parent)}' expects {record.ParametersSha256}.")
            : parameters;
    }

    private StudyRecord Measure(StudyRun run, TrainedModel trained, CancellationToken stop)
    {
        var (plan, model) = (run.Plan, trained.Model!);
        var subtractions = Subtractions(plan);
        using var engine = engines.Create(plan.Config);
        engine.SetParameters(model.Parameters);
        var accuracy = ImmutableArray.CreateBuilder<StudyErrors>();
        foreach (var set in run.Sets)
        {
            measuring(run.Name, set.Name);
            var result = Accuracy.Measure(engine, set, folder.Design.Questions, keep: 0, stop);
            accuracy.Add(new StudyErrors(result.Set, result.Questions, result.Errors));
        }

        return new StudyRecord
        {
            Name = run.Name,
            Config = plan.Config,
            Recipe = plan.Recipe,
            Data = model.Data,
            Initialisation = model.Initialisation,
            Numerics = NumericsVersion.Current,
            Additions = ((long)plan.Recipe.Steps * plan.Recipe.BatchSize) - subtractions,
            Subtractions = subtractions,
            ParametersSha256 = model.Parameters.Hash(),
            AvgFinalLoss = trained.Result.AvgFinalLoss,
            Accuracy = accuracy.ToImmutable(),
        };
    }

    // Counted by drawing the training questions once more, which takes no time beside training on them.
    private static long Subtractions(TrainingPlan plan)
    {
        var data = plan.CreateData();
        var batch = new TokenBatch(data.BatchSize, data.SequenceLength);
        var count = 0L;
        for (var step = 0; step < plan.Recipe.Steps; step++)
        {
            data.Fill(step, batch);
            for (var row = 0; row < batch.Count; row++)
            {
                count += batch[row][plan.Layout.Operator] == Vocabulary.Minus ? 1 : 0;
            }
        }

        return count;
    }
}
