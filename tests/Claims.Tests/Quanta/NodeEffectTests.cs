using System.Collections.Immutable;
using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Circuits;
using Repro.Claims.Quanta;
using Repro.Claims.Statistics;
using Xunit;

namespace Repro.Claims.Tests.Quanta;

[Trait(Tier.Name, Tier.Fast)]
public class NodeEffectTests
{
    private static readonly Node Node = Node.Parse("P18L0H1");

    [Fact]
    public void Of_WrongTokens_AreCountedByQuestionTokenAndClass()
    {
        // Ten questions of each class, S0 first. Bit k stands for A_k, bit 7 for the sign.
        var questions = AnalysisQuestions.Draw(new QuestionLayout(6), [QuestionKind.Add], 60, seed: 1);
        var wrong = new uint[60];
        (wrong[0], wrong[9], wrong[10], wrong[35]) = (0b1, 0b1000_0001, 0b110, 0b1111_1111);

        var effect = NodeEffect.Of(Node, questions, wrong);

        (effect.Node, effect.Questions, effect.Fails).Should().Be((Node, 60, 4));
        effect.FailShare.Should().Be(BinomialInterval.ClopperPearson(4, 60));
        effect.Impact.Should().Equal(3, 2, 2, 1, 1, 1, 1, 2);
        effect.Classes.Should().Equal(new Dictionary<ComplexityClass, int>
        {
            [ComplexityClass.S0] = 2,
            [ComplexityClass.S1] = 1,
            [ComplexityClass.S3] = 1,
        });
    }

    [Fact]
    public void Of_NothingWrong_HasNoEffect()
    {
        var effect = NodeEffect.Of(Node, AnalysisQuestions.Draw(new QuestionLayout(6), [QuestionKind.Add], 60, seed: 1), new uint[60]);

        (effect.Fails, effect.FailShare.Lower, effect.Classes.Count).Should().Be((0, 0.0, 0));
        effect.Impact.Should().Equal(0, 0, 0, 0, 0, 0, 0, 0);
    }

    [Theory]
    [InlineData(0, 600, false, false)]
    [InlineData(1, 600, false, true)]
    [InlineData(4, 600, false, true)]
    [InlineData(5, 600, true, true)]
    [InlineData(600, 600, true, true)]
    [InlineData(1, 10, true, true)]
    public void Holds_Fails_NeedTheRulesShare(int fails, int questions, bool effectSize, bool published)
    {
        // 1 of 10 has the lower bound 0.253 %: small sets can pass on little, so scans ask hundreds.
        var effect = new NodeEffect(Node, questions, fails, BinomialInterval.ClopperPearson(fails, questions), [], ImmutableSortedDictionary<ComplexityClass, int>.Empty);

        UsefulRule.EffectSize.Holds(effect).Should().Be(effectSize);
        UsefulRule.Published.Holds(effect).Should().Be(published);
    }

    [Fact]
    public void Holds_UnknownRule_IsRefused() =>
        FluentActions.Invoking(() => ((UsefulRule)9).Holds(NodeEffect.Of(Node, AnalysisQuestions.Draw(new QuestionLayout(6), [QuestionKind.Add], 6, seed: 1), new uint[6])))
            .Should().Throw<ArgumentOutOfRangeException>();
}
