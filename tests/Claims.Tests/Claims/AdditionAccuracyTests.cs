using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Findings;
using Repro.Claims.Ledger;
using Repro.Claims.Tests.Arithmetic;
using Xunit;

namespace Repro.Claims.Tests.Claims;

/// <summary>The measuring code of ADD-02, on engines whose errors are planned.</summary>
[Trait(Tier.Name, Tier.Fast)]
public class AdditionAccuracyTests
{
    private const int Million = 1_000_000;
    private static readonly QuestionLayout Layout = new(5);

    [Fact]
    public void Measure_NineErrorsInEachMillion_IsReproduced()
    {
        var result = Measure(Wrong(call => call % Million < 9 && call < 2 * Million), AlwaysWrong());

        result.Verdict.Should().Be(Verdict.Reproduced);
        result.Measurements.Select(measurement => measurement.Value).Should().Equal(9, 9);
        result.Measurements.Should().OnlyContain(measurement => measurement.Bounds!.Value.Upper < 2e-5 && measurement.Examples.Length == 9);
        result.Controls.Should().OnlyContain(control => control.Passed);
    }

    [Fact]
    public void Measure_TenErrorsInOneMillion_IsPartly()
    {
        var result = Measure(Wrong(call => call is >= Million and < Million + 10), AlwaysWrong());

        result.Verdict.Should().Be(Verdict.Partly);
        result.Reason.Should().Contain("enriched addition = 10");
    }

    [Fact]
    public void Measure_EngineThatReadsTheAnswerAndTrainedControl_AreFound()
    {
        // The first copies the answer tokens that it is given; the "untrained" one answers rightly.
        var result = Measure(new CopyingEngine(Layout), new AnsweringEngine(Layout));

        result.Verdict.Should().Be(Verdict.NotMeasured);
        result.Measurements.Should().OnlyContain(measurement => measurement.Value == 0);
        result.Controls.Should().HaveCount(2).And.OnlyContain(control => !control.Passed);
    }

    [Fact]
    public void Measure_OtherShape_IsRefused()
    {
        using var five = new AnsweringEngine(Layout);
        using var six = new AnsweringEngine(new QuestionLayout(6));
        var claim = new AdditionAccuracy();

        claim.Invoking(c => c.Measure(five, six)).Should().Throw<ArgumentException>().WithMessage("ADD-02 is about add_d5_l2_h3*");
        claim.Invoking(c => c.Measure(six, six)).Should().Throw<ArgumentException>().WithMessage("*made for 6 digits*");
    }

    private static ClaimResult Measure(AnsweringEngine trained, AnsweringEngine untrained)
    {
        using (trained)
        using (untrained)
        {
            return new AdditionAccuracy().Measure(trained, untrained);
        }
    }

    private static AnsweringEngine AlwaysWrong() => Wrong(_ => true);

    private static AnsweringEngine Wrong(Func<long, bool> isWrong)
    {
        var call = 0L;
        return new AnsweringEngine(Layout, (_, answer) => answer[3] = isWrong(call++) ? (answer[3] + 1) % 10 : answer[3]);
    }
}
