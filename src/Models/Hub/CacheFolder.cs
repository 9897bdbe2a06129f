namespace Repro.Models.Hub;

/// <summary>Where downloaded files lie: <c>$REPRO_CACHE</c>, else <c>$XDG_CACHE_HOME/repro</c>, else <c>~/.cache/repro</c>.</summary>
public static class CacheFolder
{
    /// <summary>The variable that names the folder.</summary>
    public const string Variable = "REPRO_CACHE";

    private const string Name = "repro";

    /// <summary>The folder, present or not, as a full path.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither variable is set and there is no home folder.</exception>
    public static string Locate() => Locate(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>As <see cref="Locate()"/>, with the variables and the home folder given.</summary>
    internal static string Locate(Func<string, string?> variable, string home)
    {
        if (variable(Variable) is { Length: > 0 } own)
        {
            return Path.GetFullPath(own);
        }

        // The XDG specification tells programs to ignore relative paths.
        if (variable("XDG_CACHE_HOME") is { } shared && Path.IsPathFullyQualified(shared))
        {
            return Path.Combine(shared, Name);
        }

        return home.Length > 0
            ? Path.Combine(home, ".cache", Name)
            : throw new DirectoryNotFoundException($"There is no home folder for downloaded files; name a folder in {Variable}.");
    }
}
