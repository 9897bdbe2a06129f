using Repro.Models.Training;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Claims;

/// <summary>A start that is already the end: what controls must find out that ask a model before its training.</summary>
internal sealed class TrainedStart(Parameters parameters) : IInitialisation
{
    public string Identity => "as it ends";

    public Parameters Start(TransformerConfig config, ulong seed) => parameters.Clone();

    public bool RestoresAfter(int step) => false;

    public void Restore(Parameters trained)
    {
    }
}
