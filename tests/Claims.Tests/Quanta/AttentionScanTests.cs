using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Models.Engines;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public sealed class AttentionScanTests : IDisposable
{
    private static readonly QuestionLayout Layout = new(3);

    private readonly IEngine _engine = ZooModel.Untrained(digits: 3);
    private readonly AnalysisQuestions _questions =
        AnalysisQuestions.Draw(Layout, [QuestionKind.Add, QuestionKind.Sub, QuestionKind.Neg], 300, seed: 3);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Share_OfAKind_IsTheMeanPatternOfItsQuestions()
    {
        var node = new Node(9, 1, 2);
        var scan = AttentionScan.Of(_engine, _questions);
        var subtractions = _questions.Where(row => Complexity.KindOf(_questions.Classes[row]) == QuestionKind.Sub);
        var pattern = _engine.Forward(subtractions.Tokens, new ForwardRequest { Record = [new(HookKind.Pattern, 1)], LogitPositions = [] })[new(HookKind.Pattern, 1)];

        for (var key = 0; key <= 9; key++)
        {
            var mean = Enumerable.Range(0, subtractions.Count).Average(row => (double)pattern[row, 2, 9, key]);
            scan.Share(node, key, QuestionKind.Sub).Should().BeApproximately(mean, 1e-12);
        }
    }

    [Fact]
    public void Share_OverAllKeys_SumsToOne()
    {
        var scan = AttentionScan.Of(_engine, _questions);

        foreach (var node in Node.All(_engine.Config, [0, 5, 12]).Where(node => node.Head is not null))
        {
            Enumerable.Range(0, Layout.Length).Sum(key => scan.Share(node, key, QuestionKind.Add, QuestionKind.Neg)).Should().BeApproximately(1, 1e-6);
        }
    }

    [Fact]
    public void Shares_OfAHead_AreOrderedAndLeaveOutLittleOnes()
    {
        var shares = AttentionScan.Of(_engine, _questions).Shares(new Node(12, 0, 0));

        shares.Should().BeInDescendingOrder(share => share.Share).And.OnlyContain(share => share.Share >= 0.01 && share.Key <= 12);
        shares.Sum(share => share.Share).Should().BeInRange(0.9, 1.01);
    }

    [Fact]
    public void Share_OfAnMlp_IsRefused()
    {
        var scan = AttentionScan.Of(_engine, _questions);

        scan.Shares(new Node(3, 0, null)).Should().BeEmpty();
        scan.Invoking(each => each.Share(new Node(3, 0, null), 0, QuestionKind.Add)).Should().Throw<ArgumentException>().WithMessage("P3L0MLP is an MLP*");
    }
}
