using Xunit;

namespace Repro.Claims.Tests.Cli;

/// <summary>Test classes that share one trained model and run one after the other, as each keeps the processor busy.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedByTheCommand : ICollectionFixture<TrainedOnce>
{
    public const string Name = "trained by the command";
}
