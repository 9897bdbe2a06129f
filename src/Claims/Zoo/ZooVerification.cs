using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Numerics;
using Repro.Models.Training;

namespace Repro.Claims.Zoo;

/// <summary>Retrains a model of the zoo from scratch, in memory, and compares hashes.</summary>
/// <param name="Recorded">SHA-256 of the parameters by zoo.json.</param>
/// <param name="Retrained">SHA-256 of the parameters retrained.</param>
/// <param name="Stored">SHA-256 of the parameters in the model's file.</param>
public sealed record ZooVerification(string Recorded, string Retrained, string Stored)
{
    /// <summary>Whether all three are equal.</summary>
    public bool Holds =>
        string.Equals(Recorded, Retrained, StringComparison.Ordinal) && string.Equals(Recorded, Stored, StringComparison.Ordinal);

    /// <summary>Whether a model's hash can come out again: not where a GPU trained it.</summary>
    public static bool CanRun(ZooRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return string.Equals(record.Effort.Device, EngineFactory.Cpu, StringComparison.Ordinal);
    }

    /// <summary>Retrains on the CPU; a parent is taken from its file.</summary>
    /// <param name="zoo">The zoo.</param>
    /// <param name="plan">The model.</param>
    /// <param name="threads">Threads of the engine.</param>
    /// <param name="monitor">Shows the training.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="IOException">zoo.json has no such model or says that it was trained otherwise, or on a device that never gives the same bits again; a file is missing or damaged.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static ZooVerification Run(
        ZooFolder zoo, TrainingPlan plan, int threads, TrainingMonitor monitor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(zoo);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(monitor);
        var record = zoo.Manifest().FirstOrDefault(model => string.Equals(model.Name, $"{plan.Name}", StringComparison.Ordinal))
            ?? throw new IOException($"'{zoo.ManifestPath}' has no model {plan.Name}; 'repro zoo train {plan.Name} --preset {Names.Of(plan.Preset)}' makes it.");
        if (!CanRun(record))
        {
            throw new IOException(
                $"'{zoo.ManifestPath}': {plan.Name} was trained on {record.Effort.Device}, which gives other bits in every training; only what the "
                + $"{EngineFactory.Cpu} trained can be trained again to the same hash.");
        }

        var stored = PlannedModel.Load(zoo.ModelPath(plan.Name), plan).Parameters.Hash();
        var initialisation = PlannedModel.StartFrom(plan, zoo.Models);
        var data = plan.CreateData();
        Require(zoo, "numerics", $"{record.Numerics}", $"{NumericsVersion.Current}");
        Require(zoo, "config", $"{record.Config}", $"{plan.Config}");
        Require(zoo, "recipe", $"{record.Recipe}", $"{plan.Recipe}");
        Require(zoo, "data", record.Data, data.Identity);
        Require(zoo, "initialisation", record.Initialisation, initialisation?.Identity ?? TrainingIdentity.Random);

        using var engine = EngineFactory.ForCpu(threads).Create(plan.Config);
        var trainer = new Trainer(engine, data, plan.Recipe, initialisation);
        var result = monitor($"{plan.Name}", progress => trainer.Run(progress: progress, stop: stop));
        return result.State == TrainingState.Finished
            ? new ZooVerification(record.ParametersSha256, engine.GetParameters().Hash(), stored)
            : throw new OperationCanceledException($"The training of {plan.Name} was ended after {result.Steps} of {plan.Recipe.Steps} steps.", stop);
    }

    private static void Require(ZooFolder zoo, string what, string recorded, string expected)
    {
        if (!string.Equals(recorded, expected, StringComparison.Ordinal))
        {
            throw new IOException($"'{zoo.ManifestPath}': {what} is '{recorded}'; a training of today has '{expected}', so hashes cannot be compared.");
        }
    }
}
