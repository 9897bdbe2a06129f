using System.Collections.Immutable;
using System.Diagnostics;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Numerics;
using Repro.Models.Storage;
using Repro.Models.Training;

namespace Repro.Claims.Zoo;

/// <summary>
/// Brings one model of the zoo to where it is trained, measured and recorded, from wherever an earlier attempt ended: after any kill,
/// doing it again goes on from the last checkpoint or finished part.
/// </summary>
/// <param name="zoo">Where the files lie.</param>
/// <param name="engines">Makes the engines.</param>
/// <param name="parallel">How many models are trained side by side, for the record.</param>
/// <param name="questions">Uniform questions, and enriched ones, for each operation; a model that was asked fewer is asked again.</param>
/// <param name="monitor">Shows trainings.</param>
/// <param name="measuring">Told before each set of questions: the model and the set.</param>
public sealed class ZooTraining(
    ZooFolder zoo, EngineFactory engines, int parallel, long questions, TrainingMonitor monitor, Action<string, string> measuring)
{
    // The first wrong answers of a set name the questions that a model fails at, and let a test compare without asking a million.
    private const int WrongAnswersKept = 3;

    /// <summary>Does what is left to do, and returns the record.</summary>
    /// <exception cref="OperationCanceledException">It was ended; a checkpoint is kept.</exception>
    /// <exception cref="IOException">The parent is missing, another process is at work on this model, a file is damaged, was trained in
    /// another way, or cannot be written; the training ended in other bits than are recorded.</exception>
    /// <exception cref="TrainingDivergedException">Loss or parameters became NaN or infinite.</exception>
    public ZooRecord Run(TrainingPlan plan, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var record = Recorded(plan) ?? Train(plan, stop);
        var asked = AccuracyPlan.For(plan.Layout, plan.Name.Operations, questions);
        var complete = asked.All(of => Known(record.Accuracy, of.Set, of.Questions) is not null);
        if (complete && !PartialEvidence.IsLeft(zoo.RecordPath(plan.Name)))
        {
            return record;
        }

        using var held = TrainingLock.Take(zoo.ModelPath(plan.Name));
        record = Measure(plan, record, asked, complete ? DeviceOfAnswers(record) : engines.Device, stop);
        Write(plan, record);
        PartialEvidence.Remove(zoo.RecordPath(plan.Name));
        return record;
    }

    // The most answers, to as many questions or more; a model asked a few is not measured for good.
    private static AccuracyResult? Known(IEnumerable<AccuracyResult> results, QuestionSet set, long questions) => results
        .Where(result => string.Equals(result.Set, set.Name, StringComparison.Ordinal) && result.Questions >= questions).MaxBy(result => result.Questions);

    private static string DeviceOfAnswers(ZooRecord record) => record.AnsweredOn ?? record.Effort.Device;

    private ZooRecord Train(TrainingPlan plan, CancellationToken stop)
    {
        var path = zoo.ModelPath(plan.Name);
        var initialisation = PlannedModel.StartFrom(plan, zoo.Models);
        var resume = File.Exists(ModelTraining.CheckpointOf(path));
        var clock = Stopwatch.StartNew();
        ZooRecord? record = null;
        // The record is written while the checkpoint is still there: its loss curve is nowhere else.
        var trained = ModelTraining.Run(plan, initialisation, path, engines, resume, monitor, stop, finished =>
        {
            var seconds = Math.Round(clock.Elapsed.TotalSeconds, 1);
            record = Record(plan, finished, new ZooEffort(
                seconds, finished.FirstStep, engines.Threads, parallel, engines.Device, ProcessorName.Read()));
            record = record with { Accuracy = Kept(plan, record.ParametersSha256) };
            Write(plan, record);
        });
        return record ?? throw new OperationCanceledException(
            $"The training of {plan.Name} was ended after {trained.Result.Steps} of {plan.Recipe.Steps} steps.", stop);
    }

    // What is recorded of these parameters stays true where only the model's file was missing.
    private ImmutableArray<AccuracyResult> Kept(TrainingPlan plan, string hash)
    {
        if (zoo.Record(plan.Name) is not { } before)
        {
            return [];
        }

        return string.Equals(before.ParametersSha256, hash, StringComparison.Ordinal)
            ? before.Accuracy
            : throw new IOException(
                $"'{zoo.RecordPath(plan.Name)}' is the record of parameters with the SHA-256 {before.ParametersSha256}; trained anew, {plan.Name} has {hash}. "
                + "Where the record is not to be kept, delete it, and the same command makes another.");
    }

    // Under the model's lock, so that nobody else is writing the record.
    private void Write(TrainingPlan plan, ZooRecord record)
    {
        AtomicFile.RemoveLeftovers(zoo.RecordPath(plan.Name));
        zoo.Write(record);
    }

    private static ZooRecord Record(TrainingPlan plan, TrainedModel trained, ZooEffort effort)
    {
        var model = trained.Model!;
        return new ZooRecord
        {
            Name = model.Name,
            Preset = Names.Of(plan.Preset),
            Config = plan.Config,
            Recipe = plan.Recipe,
            Data = model.Data,
            Initialisation = model.Initialisation,
            Parent = plan.Parent is { } parent
                ? new ZooParent($"{parent.Name}", model.Initialisation[plan.InitialisationStart.Length..])
                : null,
            Numerics = NumericsVersion.Current,
            ParametersSha256 = model.Parameters.Hash(),
            FinalLoss = trained.Result.FinalLoss,
            AvgFinalLoss = trained.Result.AvgFinalLoss,
            Losses = ZooLosses.Of(trained.Result.Losses.Samples),
            Effort = effort,
            Accuracy = [],
        };
    }

    // Asks what is not known yet. Answers of another device are not mixed in, as it rounds otherwise.
    private ZooRecord Measure(TrainingPlan plan, ZooRecord record, ImmutableArray<(QuestionSet Set, long Questions)> asked, string device, CancellationToken stop)
    {
        var evidence = new PartialEvidence(zoo.RecordPath(plan.Name), record.ParametersSha256, device);
        var recorded = string.Equals(DeviceOfAnswers(record), device, StringComparison.Ordinal) ? record.Accuracy : [];
        var accuracy = ImmutableArray.CreateBuilder<AccuracyResult>();
        using var engine = engines.Create(plan.Config);
        engine.SetParameters(PlannedModel.Load(zoo.ModelPath(plan.Name), plan).Parameters);
        foreach (var (set, count) in asked)
        {
            if (Known(recorded.Concat(evidence.Results), set, count) is not { } result)
            {
                measuring($"{plan.Name}", set.Name);
                result = Accuracy.Measure(engine, set, count, WrongAnswersKept, stop);
                evidence.Add(result);
            }

            accuracy.Add(result);
        }

        return record with
        {
            Accuracy = accuracy.ToImmutable(),
            AnsweredOn = string.Equals(device, record.Effort.Device, StringComparison.Ordinal) ? null : device,
        };
    }

    // A record whose model is there, with the recorded bits; null where either is missing, so that there is something to train.
    private ZooRecord? Recorded(TrainingPlan plan)
    {
        var path = zoo.ModelPath(plan.Name);
        if (!File.Exists(path) || zoo.Record(plan.Name) is not { } record)
        {
            return null;
        }

        _ = zoo.Load(plan, record);

        // A kill just after the record was written leaves the checkpoint of the finished training.
        File.Delete(ModelTraining.CheckpointOf(path));
        return record;
    }
}
