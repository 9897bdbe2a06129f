using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Findings.Controls;
using Repro.Claims.Ledger;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Tests.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Storage;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>The way from a zoo to a verdict, and the controls that tie records to parameters, on a one-digit model trained in a moment.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ZooClaimTests : IClassFixture<ZooClaimTests.OneModel>
{
    private static readonly EngineFactory Engines = new("cpu", 1);

    private readonly OneModel _model;

    public ZooClaimTests(OneModel model) => _model = model;

    private RecordedModel Model => RecordedModel.Find(_model.Zoo, OneModel.Plan.Name, Engines)!;

    [Fact]
    public void Find_MissingOrUnmeasured_IsNull()
    {
        using var repository = new EmptyRepository();
        var zoo = new ZooFolder(new ModelFolder(repository.Root), Preset.Compact);
        RecordedModel.Find(zoo, OneModel.Plan.Name, Engines).Should().BeNull();
        Directory.CreateDirectory(zoo.Folder);
        File.Copy(_model.Zoo.ModelPath(OneModel.Plan.Name), zoo.ModelPath(OneModel.Plan.Name));
        zoo.Write(Model.Record with { Accuracy = [] });

        RecordedModel.Find(zoo, OneModel.Plan.Name, Engines).Should().BeNull();

        zoo.Write(Model.Record);
        RecordedModel.Find(zoo, OneModel.Plan.Name, Engines).Should().NotBeNull();
        zoo.Write(Model.Record with { ParametersSha256 = "00" });
        FluentActions.Invoking(() => RecordedModel.Find(zoo, OneModel.Plan.Name, Engines)).Should().Throw<SafetensorsException>()
            .WithMessage("*the parameters have the SHA-256 *says 00.");
    }

    [Fact]
    public void Recorded_SourceWithFiles_FindsTheModelAndOthersHaveNone()
    {
        var name = OneModel.Plan.Name;
        var published = new PublishedModels(new QuantaMaths(new Uri("http://127.0.0.1:1/"), _model.Zoo.Folder), Engines);

        new TrainedModels(Engines, _model.Zoo.Models).Recorded(name, Preset.Compact)!.Record.ParametersSha256.Should().Be(Model.Record.ParametersSha256);
        new TrainedModels(Engines, _model.Zoo.Models).Recorded(name, Preset.Paper).Should().BeNull();
        new TrainedModels(Engines, _model.Zoo.Models, size: Preset.Paper).Recorded(name, Preset.Compact).Should().BeNull();
        new TrainedModels(Engines).Recorded(name, Preset.Compact).Should().BeNull();
        published.Recorded(name, Preset.Compact).Should().BeNull();
    }

    [Fact]
    public void Measure_ModelsMissing_NamesTheCommandThatMakesThem()
    {
        var few = ClaimCatalogue.Find("MIX-06").Measure(new NoModels());
        var many = ClaimCatalogue.Find("ADD-03").Measure(new NoModels());

        few.Verdict.Should().Be(Verdict.NotMeasured);
        few.Measurements.Should().BeEmpty();
        few.Reason.Should().Contain("1 of 1 models are not in the paper zoo; 'repro zoo train ins1_mix_d6_l3_h4_t40K_s372001 --preset paper'");
        many.Reason.Should().Contain("16 of 16 models are not in the compact zoo; 'repro zoo train --preset compact'");
    }

    [Fact]
    public void Measure_FewerQuestionsThanAMillion_IsNotMeasured()
    {
        var result = new Errors().Measure(new Source(Model));

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Reason.Should().Contain("does not count 1000000 enriched questions");
    }

    [Fact]
    public void Measure_TrueRecord_IsJudgedAndOneWithHiddenErrorsIsNotBelieved()
    {
        var enriched = RecordedFails.Enriched(Model.Record, Operation.Add);
        // 1,000 questions stand for a million of the same error rate.
        var whole = With(record => record with { Accuracy = [.. record.Accuracy.Select(set => set with { Questions = 1_000_000, Errors = 1_000 * set.Errors })] });
        var hiding = With(record => record with { Accuracy = [.. record.Accuracy.Select(set => set with { Questions = 1_000_000, Errors = 0 })] });

        var told = new Errors().Measure(new Source(whole));
        var hidden = new Errors().Measure(new Source(hiding));

        enriched.Errors.Should().BeInRange(50, 950, "the model is trained half way");
        told.Verdict.Should().Be(Verdict.Reproduced, told.Reason);
        hidden.Verdict.Should().Be(Verdict.NotMeasured);
        hidden.Measurements.Should().ContainSingle();
        hidden.Controls.Should().ContainSingle().Which.Observed.Should().Contain("recorded 0 of 1000000");
    }

    [Fact]
    public void StoredLosses_TrueAndFalseCurves_AreToldApart()
    {
        var first = Model.Record.Losses.Values[0];
        Losses(record => record).Passed.Should().BeTrue();
        Losses(record => record with { FinalLoss = 2.5 * record.FinalLoss }).Observed.Should().Contain("the last loss is");
        Losses(record => record with { FinalLoss = record.FinalLoss / 2.5 }).Passed.Should().BeFalse();
        Losses(record => record with { FinalLoss = double.NaN }).Passed.Should().BeFalse();
        Losses(record => record with { Losses = new ZooLosses(10, [1.001f * first]) }).Observed.Should().Contain("the first loss is");

        ControlOutcome Losses(Func<ZooRecord, ZooRecord> change) => new StoredLosses().Run([With(change)], CancellationToken.None);
    }

    [Fact]
    public void UntrainedNull_ModelThatStartsTrained_IsFound()
    {
        var trained = PlannedModel.Load(_model.Zoo.ModelPath(OneModel.Plan.Name), OneModel.Plan).Parameters;
        var starts = new RecordedModel(Model.Record, OneModel.Plan, trained, new TrainedStart(trained), Engines);

        new UntrainedNull().Run([Model], CancellationToken.None).Passed.Should().BeTrue();
        new UntrainedNull().Run([Model, starts], CancellationToken.None).Passed.Should().BeFalse();
    }

    [Fact]
    public void PlantedSpikes_Detector_FindsExactlyThose() => new PlantedSpikes().Run([], CancellationToken.None).Passed.Should().BeTrue();

    [Fact]
    public void SpikeDetector_TenTimesTheMedian_IsNoSpikeAndMoreIs()
    {
        float[] losses = [1, 1, 1, 10, 1, 1, 10.1f, 1];

        SpikeDetector.Find([.. losses]).Should().Equal(false, false, false, false, false, false, true, false);
    }

    private RecordedModel With(Func<ZooRecord, ZooRecord> change)
    {
        var parameters = PlannedModel.Load(_model.Zoo.ModelPath(OneModel.Plan.Name), OneModel.Plan).Parameters;
        return new RecordedModel(change(Model.Record), OneModel.Plan, parameters, initialisation: null, Engines);
    }

    /// <summary>A zoo of one model, trained half way, with 1,000 uniform and 1,000 enriched questions asked.</summary>
    public sealed class OneModel : IDisposable
    {
        // Trained once for all classes that ask; each has a copy to itself.
        private static readonly Lazy<(byte[] Model, byte[] Record)> Files = new(Train);

        private readonly EmptyRepository _repository = new();

        public OneModel()
        {
            Zoo = In(_repository);
            Directory.CreateDirectory(Zoo.Folder);
            File.WriteAllBytes(Zoo.ModelPath(Plan.Name), Files.Value.Model);
            File.WriteAllBytes(Zoo.RecordPath(Plan.Name), Files.Value.Record);
        }

        /// <summary>By the rule of the preset, so that it is found as the zoo's models are.</summary>
        public static TrainingPlan Plan { get; } = TrainingPlan.For(ModelName.Parse("add_d2_l1_h1_t1K"), Preset.Compact);

        public ZooFolder Zoo { get; }

        public void Dispose() => _repository.Dispose();

        private static ZooFolder In(EmptyRepository repository) => new(new ModelFolder(repository.Root), Preset.Compact);

        private static (byte[] Model, byte[] Record) Train()
        {
            using var repository = new EmptyRepository();
            var zoo = In(repository);
            new ZooTraining(zoo, Engines, 1, 1_000, (_, train) => train(null), (_, _) => { }).Run(Plan, CancellationToken.None);
            return (File.ReadAllBytes(zoo.ModelPath(Plan.Name)), File.ReadAllBytes(zoo.RecordPath(Plan.Name)));
        }
    }

    private sealed class Source(RecordedModel model) : IModelSource
    {
        public bool MayBeIncomplete => false;

        public IEngine Trained(ModelName name) => throw new NotSupportedException();

        public IEngine Untrained(ModelName name) => throw new NotSupportedException();

        public StudiedModel? Studied(ModelName name) => model;

        public RecordedModel? Recorded(ModelName name, Preset preset) => model;

        public string Missing(IReadOnlyList<ModelName> missing, int named, Preset preset) => throw new NotSupportedException();
    }

    private sealed class Errors() : ZooClaim(
        Samples.Claim with
        {
            Models = [$"{OneModel.Plan.Name}"],
            Controls = [FreshSample.Text],
            Criterion = new Criterion("errors", Comparator.AtMost, 1_000_000, "arithmetic"),
        },
        Preset.Compact,
        [new FreshSample()])
    {
        public override ImmutableArray<Measurement> Judge(IReadOnlyDictionary<ModelName, ZooRecord> records) =>
            [RecordedFails.Describe(records[OneModel.Plan.Name], Operation.Add)];
    }
}
