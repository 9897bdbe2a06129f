using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Planted;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Quanta;

/// <summary>The planted 4-digit adder on an engine, with questions; shared by the tests of a class.</summary>
public sealed class PlantedModel : IDisposable
{
    internal const int QuestionCount = 200;

    public PlantedModel()
    {
        Engine = Run(Adder.Parameters);
        Questions = AnalysisQuestions.For(Engine, [QuestionKind.Add], QuestionCount, seed: 673023);
    }

    internal PlantedAdder Adder { get; } = new(4);

    internal IEngine Engine { get; }

    internal AnalysisQuestions Questions { get; }

    internal IEnumerable<Node> Planted => Adder.Nodes.Select(planted => planted.Node);

    internal IEnumerable<Node> AllNodes => Node.All(Adder.Config, Enumerable.Range(0, Adder.Layout.Length));

    public void Dispose() => Engine.Dispose();

    /// <summary>A row of a parameter, counted over all dimensions but the last.</summary>
    internal static Span<float> Row(Parameters parameters, string name, int row)
    {
        var spec = parameters.Layout[name];
        return parameters[spec].Slice(row * spec.Shape[^1], spec.Shape[^1]);
    }

    internal static IEngine Run(Parameters parameters)
    {
        var engine = new EngineFactory("cpu", 1).Create(parameters.Layout.Config);
        engine.SetParameters(parameters);
        return engine;
    }
}
