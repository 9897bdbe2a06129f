using Repro.Models.Training;

namespace Repro.Cli;

/// <summary>What the command tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done; of claims, that all are reproduced.</summary>
    public const int Done = 0;

    /// <summary>Not every claim asked for is reproduced, or a training diverged: a result, where all other codes but 0 say that there is none.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or input, files that cannot be read or written and models that cannot be used included; or an error of Repro itself.</summary>
    public const int BadInput = 2;

    /// <summary>Ended by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;

    /// <summary>The code of a command from what went wrong, of one that trained several models with any of them.</summary>
    public static int Of(IReadOnlyCollection<Exception> errors)
    {
        if (errors.Any(error => error is OperationCanceledException))
        {
            return Interrupted;
        }

        return errors.Any(error => error is TrainingDivergedException) ? Failed : errors.Count > 0 ? BadInput : Done;
    }
}
