using Repro.Models.Training;

namespace Repro.Cli;

/// <summary>What the command tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done; of claims, that all are reproduced.</summary>
    public const int Done = 0;

    /// <summary>A claim is not reproduced, or a training diverged.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or input, files that cannot be read or written included.</summary>
    public const int BadInput = 2;

    /// <summary>Ended by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;

    /// <summary>The code of a command that trained several models, from what went wrong with them.</summary>
    public static int Of(IReadOnlyCollection<Exception> errors)
    {
        if (errors.Any(error => error is OperationCanceledException))
        {
            return Interrupted;
        }

        return errors.Any(error => error is TrainingDivergedException) ? Failed : errors.Count > 0 ? BadInput : Done;
    }
}
