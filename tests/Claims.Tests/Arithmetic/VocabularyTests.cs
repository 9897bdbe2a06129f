using FluentAssertions;
using Repro.Claims.Arithmetic;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class VocabularyTests
{
    [Fact]
    public void Id_EveryToken_IsThePublishedOne()
    {
        "0123456789+-=*/".Select(Vocabulary.Id).Should().Equal(Enumerable.Range(0, Vocabulary.Size));
        Vocabulary.Text([1, 2, Vocabulary.Plus, 3, Vocabulary.EqualsSign, Vocabulary.Minus, 14]).Should().Be("12+3=-/");
    }

    [Fact]
    public void Id_UnknownCharacter_IsNamed() =>
        FluentActions.Invoking(() => Vocabulary.Id('x')).Should().Throw<FormatException>().WithMessage("'x'*0123456789+-=*/");

    [Theory]
    [InlineData(-1)]
    [InlineData(15)]
    public void Character_UnknownId_Throws(int id) =>
        FluentActions.Invoking(() => Vocabulary.Character(id)).Should().Throw<ArgumentOutOfRangeException>();
}
