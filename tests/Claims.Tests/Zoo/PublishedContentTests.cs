using FluentAssertions;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

[Trait(Tier.Name, Tier.Fast)]
public sealed class PublishedContentTests : IDisposable
{
    private readonly EmptyRepository _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("behaviors.json", "[]")]
    [InlineData("features.json", "[{\"position\": 1, \"layer\": 0, \"is_head\": false, \"num\": 0, \"tags\": [\"a later kind of tag\"], \"more\": 1}]")]
    [InlineData("training_loss.json", "{\"Config\": {}, \"TrainingLoss\": [1], \"FinalLoss\": 1}")]
    public void Check_FileOfItsKind_IsTaken(string file, string text)
    {
        File.WriteAllText(_folder[file], text);

        FluentActions.Invoking(() => PublishedContent.Check(_folder[file])).Should().NotThrow();
    }

    [Theory]
    [InlineData("behaviors.json", "", "it is no JSON")]
    [InlineData("behaviors.json", "{\"error\": \"sign in\"}", "the JSON in it is not a list of nodes")]
    [InlineData("features.json", "[1]", "the JSON in it is not a list of nodes")]
    [InlineData("features.json", "[{\"position\": 1}]", "the JSON in it is not a list of nodes")]
    [InlineData("training_loss.json", "[]", "the JSON in it is not an object with TrainingLoss")]
    [InlineData("training_loss.json", "{\"error\": \"sign in\"}", "the JSON in it is not an object with TrainingLoss")]
    public void Check_AnythingElse_IsRefusedNamingTheFile(string file, string text, string message)
    {
        File.WriteAllText(_folder[file], text);

        FluentActions.Invoking(() => PublishedContent.Check(_folder[file])).Should().Throw<IOException>().WithMessage($"{_folder[file]}: {message}*");
    }
}
