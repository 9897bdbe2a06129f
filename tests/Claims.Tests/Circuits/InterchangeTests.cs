using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Tests.Quanta;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Circuits;

[Trait(Tier.Name, Tier.Fast)]
public sealed class InterchangeTests : IDisposable
{
    private static readonly QuestionLayout Layout = new(3);

    private readonly IEngine _engine = ZooModel.Untrained(digits: 3);
    private readonly ForwardRequest _request = new()
    {
        Record = [new(HookKind.Z, 0), new(HookKind.Z, 1), new(HookKind.MlpPost, 0), new(HookKind.MlpPost, 1)],
        LogitPositions = Layout.LossPositions,
    };

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Patch_Nothing_GivesTheCleanRuns()
    {
        using var interchange = new Interchange(_engine, Questions(1), Questions(2), _request);

        interchange.Patch(Array.Empty<Node>()).Values.Should().Equal(interchange.CleanLogits.Values);
    }

    [Fact]
    public void Patch_EveryNodeAmongEqualOperandTokens_GivesTheDonorsRuns()
    {
        // Nodes hold all that differs once the tokens that are embedded at the predicting positions agree.
        var (clean, donors) = (Questions(1), Questions(2));
        for (var row = 0; row < clean.Count; row++)
        {
            donors[row][Layout.EqualsSign..].CopyTo(clean[row][Layout.EqualsSign..]);
        }

        using var interchange = new Interchange(_engine, clean, donors, _request);
        var patched = interchange.Patch(Node.All(_engine.Config, Enumerable.Range(0, Layout.Length)));

        patched.Values.Should().Equal(interchange.DonorLogits.Values);
        patched.Values.Should().NotEqual(interchange.CleanLogits.Values);
    }

    [Fact]
    public void Patch_OneNode_ChangesNothingBeforeItsPosition()
    {
        using var interchange = new Interchange(_engine, Questions(1), Questions(2), _request);
        var patched = interchange.Patch([new Node(Layout.PredictedAt(1), 0, 2)]);

        for (var place = 0; place < Layout.AnswerLength; place++)
        {
            var changed = Enumerable.Range(0, Vocabulary.Size).Any(token => patched[0, place, token] != interchange.CleanLogits[0, place, token]);
            changed.Should().Be(Layout.EqualsSign + place >= Layout.PredictedAt(1), $"place {place}");
        }
    }

    [Fact]
    public void Constructor_OtherNumberOfDonors_IsRefusedWithBothSizes()
    {
        var few = new TokenBatch(3, Layout.Length);

        FluentActions.Invoking(() => new Interchange(_engine, Questions(1), few, _request)).Should().Throw<ArgumentException>()
            .WithMessage("8 inputs of 13 tokens*3 donors of 13 tokens*");
    }

    private static TokenBatch Questions(ulong seed)
    {
        var batch = new TokenBatch(8, Layout.Length);
        QuestionSet.Uniform(Layout, Operation.Add, seed).Fill(0, batch);
        return batch;
    }
}
