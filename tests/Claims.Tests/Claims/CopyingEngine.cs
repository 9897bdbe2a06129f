using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Arithmetic;

namespace Repro.Claims.Tests.Claims;

/// <summary>Gives back the answer that stands beside the question, right or wrong: what a leak of the truth would look like.</summary>
internal sealed class CopyingEngine(QuestionLayout layout) : AnsweringEngine(layout)
{
    protected override void Answer(Question question, ReadOnlySpan<int> given, Span<int> row) => given.CopyTo(row);
}
