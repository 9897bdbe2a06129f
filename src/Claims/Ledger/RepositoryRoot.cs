namespace Repro.Claims.Ledger;

/// <summary>The folder of the repository, known by its solution file.</summary>
public static class RepositoryRoot
{
    /// <summary>The file that marks it.</summary>
    public const string Solution = "Repro.sln";

    /// <summary>The nearest folder, <paramref name="directory"/> or one above it, that holds the solution; null where none does.</summary>
    public static string? Find(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Solution)))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
