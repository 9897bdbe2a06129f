namespace Repro.Claims.Arithmetic;

/// <summary>A question that a model got wrong.</summary>
/// <param name="Question">For instance <c>018539+789353=</c>.</param>
/// <param name="Answer">
/// The most likely tokens at each place, given the true tokens before them: after the first wrong one, free running may differ.
/// </param>
/// <param name="Truth">The expected answer.</param>
public sealed record WrongAnswer(string Question, string Answer, string Truth);
