namespace Repro.Perf;

/// <summary>Where the repository lies.</summary>
internal static class Repository
{
    /// <summary>The folder with Repro.sln, at or above the program or the current directory.</summary>
    public static string Root()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                if (File.Exists(Path.Combine(at.FullName, "Repro.sln")))
                {
                    return at.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("Repro.sln is neither above the current directory nor above the program; run inside the repository.");
    }
}
