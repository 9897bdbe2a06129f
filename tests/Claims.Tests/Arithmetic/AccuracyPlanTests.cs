using FluentAssertions;
using Repro.Claims.Arithmetic;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class AccuracyPlanTests
{
    [Theory]
    [InlineData(3, OperationMix.Add, "uniform addition, enriched addition, S0, S1, S2, S3")]
    [InlineData(6, OperationMix.Add, "uniform addition, enriched addition, S0, S1, S2, S3, S4, S5, Add cascade 5, Add cascade 6")]
    [InlineData(3, OperationMix.Sub, "uniform subtraction, enriched subtraction, M0, M1, M2, N1, N2, N3")]
    [InlineData(
        5,
        OperationMix.Mix,
        "uniform addition, uniform subtraction, enriched addition, enriched subtraction, S0, S1, S2, S3, S4, S5, M0, M1, M2, M3, M4, "
        + "N1, N2, N3, N4, Neg cascade 4, Neg cascade 5")]
    public void For_DigitsAndOperations_CoversEveryClassAndLengthOnce(int digits, OperationMix operations, string sets) =>
        AccuracyPlan.For(new QuestionLayout(digits), operations, 100).Select(of => of.Set.Name).Should().Equal(sets.Split(", "));

    [Theory]
    [InlineData(1_000_000, 10_000)]
    [InlineData(300, 300)]
    public void For_Questions_AskFewerOfEachClass(long questions, long ofClass)
    {
        var plan = AccuracyPlan.For(new QuestionLayout(5), OperationMix.Add, questions);

        plan.Select(of => of.Questions).Should().Equal(Enumerable.Repeat(questions, 2).Concat(Enumerable.Repeat(ofClass, 6)));
    }

    [Fact]
    public void For_NoQuestions_IsRefused() =>
        FluentActions.Invoking(() => AccuracyPlan.For(new QuestionLayout(5), OperationMix.Add, 0)).Should().Throw<ArgumentOutOfRangeException>();
}
