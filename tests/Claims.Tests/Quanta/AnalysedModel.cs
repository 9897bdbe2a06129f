using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta;
using Repro.Models.Engines;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The 5-digit addition model of the zoo, analysed once.</summary>
public sealed class AnalysedModel : IDisposable
{
    public AnalysedModel()
    {
        Engine = ZooModel.Load(ZooModel.AddD5);
        Map = new CircuitAnalysis { Questions = 300, SecondSeed = null }.Of(Engine, ZooModel.AddD5, [QuestionKind.Add]);
    }

    public IEngine Engine { get; }

    public NodeMap Map { get; }

    public void Dispose() => Engine.Dispose();
}
