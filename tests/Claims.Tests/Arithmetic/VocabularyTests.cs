using FluentAssertions;
using Repro.Claims.Arithmetic;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class VocabularyTests
{
    [Fact]
    public void Character_EveryToken_IsThePublishedOne()
    {
        Enumerable.Range(0, Vocabulary.Size).Select(Vocabulary.Character).Should().Equal("0123456789+-=*/");
        Vocabulary.Text([1, 2, Vocabulary.Plus, 3, Vocabulary.EqualsSign, Vocabulary.Minus, 14]).Should().Be("12+3=-/");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(15)]
    public void Character_UnknownId_Throws(int id) =>
        FluentActions.Invoking(() => Vocabulary.Character(id)).Should().Throw<ArgumentOutOfRangeException>();
}
