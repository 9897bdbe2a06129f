using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>TorchSharp counts its tensors for the whole process: these tests run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAfterAnother
{
    public const string Name = "TorchSharp";
}
