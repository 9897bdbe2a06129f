using Repro.Claims.Arithmetic;

namespace Repro.Claims.Tests.Arithmetic;

/// <summary>All questions of a small layout.</summary>
internal static class EveryQuestion
{
    public static void Visit(QuestionLayout layout, Action<int[]> visit)
    {
        var tokens = new int[layout.Length];
        var limit = (ulong)Math.Pow(10, layout.Digits);
        foreach (var operation in Enum.GetValues<Operation>())
        {
            for (var first = 0UL; first < limit; first++)
            {
                for (var second = 0UL; second < limit; second++)
                {
                    new Question(layout, first, operation, second).Write(tokens);
                    visit(tokens);
                }
            }
        }
    }
}
