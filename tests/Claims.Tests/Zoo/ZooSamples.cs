using Repro.Claims.Arithmetic;
using Repro.Claims.Zoo;

namespace Repro.Claims.Tests.Zoo;

/// <summary>Made-up parts of a zoo.</summary>
internal static class ZooSamples
{
    public static ZooRecord Record(string name)
    {
        var plan = TrainingPlan.For(ModelName.Parse(name), Preset.Compact);
        return new ZooRecord
        {
            Name = name,
            Preset = "compact",
            Config = plan.Config,
            Recipe = plan.Recipe,
            Data = plan.CreateData().Identity,
            Initialisation = "random",
            Numerics = 1,
            ParametersSha256 = "00",
            FinalLoss = 0.25,
            AvgFinalLoss = 0.5,
            Losses = new ZooLosses(10, [2, 1]),
            Effort = new ZooEffort(1.5, 0, 1, 1, "cpu", "a processor"),
            Accuracy = [new AccuracyResult("uniform addition", 100, 1, [new WrongAnswer("1+1=", "+03", "+02")])],
        };
    }
}
