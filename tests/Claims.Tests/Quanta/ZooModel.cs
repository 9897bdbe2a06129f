using Repro.Claims.Arithmetic;
using Repro.Claims.Ledger;
using Repro.Claims.Zoo;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Quanta;

/// <summary>Engines with committed models, or with untrained ones of the same shape.</summary>
internal static class ZooModel
{
    public const string AddD5 = "add_d5_l2_h3_t15K_s372001";

    public static IEngine Load(string name)
    {
        var folder = new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!);
        return Engine(NamedModel.Load(folder.Zoo(ModelName.Parse(name), Preset.Compact)).Parameters);
    }

    /// <summary>The first committed mixed model, by digits and name, that makes no error in a million enriched questions of either operation.</summary>
    public static string Mixed() =>
        new ZooFolder(new ModelFolder(RepositoryRoot.Find(AppContext.BaseDirectory)!), Preset.Compact).Manifest()
            .Where(record => ModelName.Parse(record.Name).Operations == OperationMix.Mix
                && record.Accuracy.All(result => result.Errors == 0 || !result.Set.StartsWith("enriched ", StringComparison.Ordinal)))
            .OrderBy(record => ModelName.Parse(record.Name).Digits).ThenBy(record => record.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.Name
        ?? throw new InvalidOperationException("artifacts/zoo/compact, which is committed, holds no such model; 'repro zoo train' makes them.");

    public static IEngine Untrained(int digits, ulong seed = 1) => Engine(Parameters.Initialise(
        new TransformerConfig
        {
            Layers = 2,
            Heads = 3,
            DModel = 24,
            DHead = 8,
            DMlp = 32,
            Context = new QuestionLayout(digits).Length,
            Vocabulary = Vocabulary.Size,
        },
        seed));

    private static IEngine Engine(Parameters parameters)
    {
        var engine = new EngineFactory("cpu", threads: 2).Create(parameters.Layout.Config);
        engine.SetParameters(parameters);
        return engine;
    }
}
