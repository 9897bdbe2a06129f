using System.Collections.Immutable;
using Repro.Claims.Quanta;
using Repro.Claims.Quanta.Probes;

namespace Repro.Claims.Findings.NodeMaps;

/// <summary>What can be read from first-layer heads for no other reason than where they look: their attention is trained, their values never were.</summary>
internal static class UntrainedValues
{
    /// <summary>A model's map with the probes of some heads so; with none for a model made by hand, as how it started is not known.</summary>
    public static NodeMap Of(MappedModel model, ImmutableArray<MappedNode> heads, CancellationToken cancellation)
    {
        if (model.Studied is not { } studied)
        {
            return model.Map with { Probes = [] };
        }

        using var engine = studied.NeverTrained();
        var (before, mixed) = (engine.GetParameters(), model.Engine.GetParameters());
        foreach (var name in new[] { "blocks.0.attn.W_V", "blocks.0.attn.b_V" })
        {
            before[name].CopyTo(mixed[name]);
        }

        engine.SetParameters(mixed);
        var attention = AttentionScan.Of(engine, model.Questions(), cancellation);
        return model.Map with { Probes = new ProbeScan(engine, model.Map.QuestionSeed).Of([.. heads.Select(head => head.Node)], attention, model.Kinds, cancellation) };
    }
}
