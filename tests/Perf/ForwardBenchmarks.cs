using BenchmarkDotNet.Attributes;
using Repro.Claims.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed;
using Repro.Models.Transformer;
using Repro.Perf.Work;

namespace Repro.Perf;

/// <summary>Forward passes: one batch of 512 at the answer positions, and accuracy on 8,192 questions, their making included.</summary>
public class ForwardBenchmarks : WorkloadBenchmark
{
    private const int Batch = 512;
    private TrainingPlan _plan = null!;
    private QuestionSet _questions = null!;
    private ManagedEngine _engine = null!;
    private TokenBatch _batch = null!;
    private ForwardRequest _request = ForwardRequest.Default;

    [Params("add_d5_l2_h3", "add_d10_l2_h3", "add_d15_l2_h3", "mix_d6_l3_h4", "paper:add_d6_l2_h3")]
    public string Size { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    public override int ThreadCount => Threads;

    public override int Questions => Batch;

    public override double Flops
    {
        get
        {
            var plan = Sizes.Plan(Size);
            var positions = plan.Layout.LossPositions;
            var batch = new TokenBatch(Batch, plan.Layout.Length);
            QuestionSet.Uniform(plan.Layout, Operation.Add, seed: 1).Fill(0, batch);
            return TransformerFlops.Forward(plan.Config, Batch, positions, Sizes.DistinctPairs(batch, positions));
        }
    }

    [GlobalSetup]
    public void Setup()
    {
        _plan = Sizes.Plan(Size);
        _questions = QuestionSet.Uniform(_plan.Layout, Operation.Add, seed: 1);
        _batch = new TokenBatch(Batch, _plan.Layout.Length);
        _questions.Fill(0, _batch);
        _engine = new ManagedEngine(_plan.Config, Threads);
        _engine.SetParameters(Parameters.Initialise(_plan.Config, _plan.Recipe.Seed));
        _request = new ForwardRequest { LogitPositions = _plan.Layout.LossPositions };
    }

    [GlobalCleanup]
    public void Cleanup() => _engine.Dispose();

    [Benchmark]
    public object Forward() => _engine.Forward(_batch, _request);

    [Benchmark]
    public long Evaluation() => Accuracy.Measure(_engine, _questions, Batch, keep: 0).Errors;
}
