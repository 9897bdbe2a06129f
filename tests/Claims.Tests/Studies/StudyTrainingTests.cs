using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Studies;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Repro.Cli;
using Repro.Cli.Commands;
using Repro.Models.Engines;
using Repro.Models.Training;
using Xunit;

namespace Repro.Claims.Tests.Studies;

/// <summary>A whole study of tiny trainings, and what happens when it is interrupted or killed on the way.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class StudyTrainingTests : IDisposable
{
    private static readonly StudyDesign Design = StudySamples.Tiny;
    private static readonly EngineFactory Engines = new("cpu", 1);
    private static readonly StudyRun Parent = Design.Runs().First(run => run.Condition is null);
    private static readonly StudyRun Child = Design.Runs().First(run => run.Condition == StudyCondition.Ins1c);

    private readonly EmptyRepository _whole = new();
    private readonly EmptyRepository _broken = new();

    public void Dispose()
    {
        _whole.Dispose();
        _broken.Dispose();
    }

    [Fact]
    public void Run_InterruptedKilledAndInShards_GivesTheFilesOfAnUninterruptedStudy()
    {
        var whole = StudyFolder.Locate(_whole.Root, Design);
        var broken = StudyFolder.Locate(_broken.Root, Design);

        StudyCommand.Run(whole, StudyCommand.Select(Design, 1, 1, budget: null), parallel: 1, json: false).Should().Be(ExitCode.Done);

        Interrupt(broken, Parent, step: 7);
        KillWhileMeasuring(broken, Parent);
        string[] leftovers = [Leftover(broken.RecordPath(Parent)), Leftover(broken.SummaryPath)];
        StudyCommand.Run(broken, [Parent], parallel: 1, json: false).Should().Be(ExitCode.Done);
        Interrupt(broken, Child, step: 5);
        StudyCommand.Run(broken, StudyCommand.Select(Design, 2, 2, "early"), parallel: 2, json: true).Should().Be(ExitCode.Done);
        broken.Summary()!.Missing.Should().NotBeEmpty();
        StudyCommand.Run(broken, StudyCommand.Select(Design, 1, 2, budget: null), parallel: 2, json: true).Should().Be(ExitCode.Done);
        StudyCommand.Run(broken, StudyCommand.Select(Design, 2, 2, budget: null), parallel: 2, json: true).Should().Be(ExitCode.Done);

        var files = Results(_whole);
        leftovers.Should().OnlyContain(file => !File.Exists(file));
        files.Should().HaveCount(Design.Runs().Count() + 1);
        Results(_broken).Should().BeEquivalentTo(files);
        whole.Summary()!.Missing.Should().BeEmpty();
        whole.Summary()!.Contrasts.Should().HaveCount(StudyComparison.All.Length * 2 * 2);

        AreAsTrainedAndAskedOneByOne(whole);
        FinishedStudy_IsLeftAlone(whole);
    }

    [Fact]
    public void Run_ParentMissing_IsRefusedNamingItsFile()
    {
        var folder = StudyFolder.Locate(_whole.Root, Design);

        Training(folder).Invoking(training => training.Run(Child, CancellationToken.None))
            .Should().Throw<IOException>().WithMessage("*studies/tiny/parent/add_d2_l2_h3_s1.safetensors*");
    }

    // What a killed writer of a file leaves.
    private static string Leftover(string path)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!).FullName;
        var leftover = Path.Combine(folder, $".{Path.GetFileName(path)}.1-1.tmp");
        File.WriteAllText(leftover, "");
        return leftover;
    }

    // Each number again, by the shortest way to it.
    private static void AreAsTrainedAndAskedOneByOne(StudyFolder folder)
    {
        var parent = Trained(Parent, start: null);
        var pairing = Design.Runs().Where(run =>
            run.Stage is StudyDesign.ParentStage or "early" && run.Plan.Name.Digits == Parent.Plan.Name.Digits && run.Plan.Name.Seed == Parent.Plan.Name.Seed);
        foreach (var run in pairing)
        {
            var (engine, loss) = run == Parent ? parent : Trained(run, run.Plan.StartFrom(run.Plan.Parent is null ? null : parent.Engine.GetParameters()));
            var record = folder.Record(run)!;
            record.ParametersSha256.Should().Be(engine.GetParameters().Hash());
            record.AvgFinalLoss.Should().Be(loss);
            foreach (var result in record.Accuracy)
            {
                var operation = result.Set.EndsWith("addition", StringComparison.Ordinal) ? Operation.Add : Operation.Subtract;
                var set = result.Set.StartsWith("uniform", StringComparison.Ordinal)
                    ? QuestionSet.Uniform(run.Plan.Layout, operation, 673023)
                    : QuestionSet.Enriched(run.Plan.Layout, operation, 673023);
                result.Errors.Should().Be(Accuracy.Measure(engine, set, 200).Errors);
            }

            record.Accuracy.Should().HaveCount(run.Plan.Name.Operations == OperationMix.Mix ? 4 : 2);
            (record.Additions + record.Subtractions).Should().Be(64 * run.Plan.Recipe.Steps);
            ((double)record.Subtractions / (record.Additions + record.Subtractions)).Should().BeApproximately(run.Plan.SubtractionPercent / 100.0, 0.1);
            if (run != Parent)
            {
                engine.Dispose();
            }
        }

        parent.Engine.Dispose();
    }

    private static void FinishedStudy_IsLeftAlone(StudyFolder folder)
    {
        var models = Path.GetDirectoryName(Path.GetDirectoryName(folder.ModelPath(Parent)))!;
        Directory.GetFiles(models, "*.checkpoint.*", SearchOption.AllDirectories).Should().BeEmpty();
        Directory.Delete(models, recursive: true);
        var before = File.GetLastWriteTimeUtc(folder.RecordPath(Parent));

        foreach (var run in Design.Runs())
        {
            WithoutTraining(Design.Runs()).Run(run, CancellationToken.None);
        }

        File.GetLastWriteTimeUtc(folder.RecordPath(Parent)).Should().Be(before);

        // A child that has to be trained again needs its parent again, in the bits recorded.
        File.Delete(folder.RecordPath(Child));
        WithoutTraining(Design.Runs().Where(run => !string.Equals(run.Stage, Child.Stage, StringComparison.Ordinal))).Run(Parent, CancellationToken.None).Should().NotBeNull("the child is not asked for");
        Training(folder).Run(Parent, CancellationToken.None).Should().BeEquivalentTo(folder.Record(Parent));
        Training(folder).Run(Child, CancellationToken.None).Initialisation.Should().EndWith(folder.Record(Parent)!.ParametersSha256);

        StudyTraining WithoutTraining(IEnumerable<StudyRun> asked) =>
            new(folder, [.. asked], Engines, (_, _) => throw new InvalidOperationException("trained"), (_, _) => { });
    }

    private static (IEngine Engine, double Loss) Trained(StudyRun run, IInitialisation? start)
    {
        var engine = Engines.Create(run.Plan.Config);
        return (engine, new Trainer(engine, run.Plan.CreateData(), run.Plan.Recipe, start).Run().AvgFinalLoss);
    }

    private static void Interrupt(StudyFolder folder, StudyRun run, int step)
    {
        using var stop = new CancellationTokenSource();
        var training = new StudyTraining(folder, [run], Engines, Watch, (_, _) => { });

        training.Invoking(work => work.Run(run, stop.Token)).Should().Throw<OperationCanceledException>().WithMessage($"*{run.Name}*after {step} of *");

        File.Exists(ModelTraining.CheckpointOf(folder.ModelPath(run))).Should().BeTrue();

        TrainingResult Watch(string name, Func<Action<TrainingProgress>?, TrainingResult> train) =>
            train(progress => (progress.Step == step ? stop : null)?.Cancel());
    }

    private static void KillWhileMeasuring(StudyFolder folder, StudyRun run)
    {
        var training = new StudyTraining(folder, [run], Engines, (_, train) => train(null), (_, set) => throw new InvalidOperationException(set));

        training.Invoking(work => work.Run(run, CancellationToken.None)).Should().Throw<InvalidOperationException>();

        folder.Record(run).Should().BeNull();
    }

    private static Dictionary<string, string> Results(EmptyRepository repository) => Directory
        .GetFiles(repository["artifacts/studies"], "*.json", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(repository.Root, file), File.ReadAllText, StringComparer.Ordinal);

    private static StudyTraining Training(StudyFolder folder) => new(folder, [.. Design.Runs()], Engines, (_, train) => train(null), (_, _) => { });
}
