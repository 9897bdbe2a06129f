namespace Repro.Claims.Ledger;

/// <summary>The commit of the source, found without running git.</summary>
public static class SourceRevision
{
    /// <summary>Environment variable that states the commit, for sources without a .git folder.</summary>
    public const string Variable = "REPRO_COMMIT";

    /// <summary>
    /// The commit that <see cref="Variable"/> states, else the one that the HEAD of the repository around <paramref name="folder"/>
    /// points to, else null.
    /// </summary>
    public static string? Find(string folder, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(environment);
        if (environment(Variable) is { Length: > 0 } stated)
        {
            return stated;
        }

        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var git = Path.Combine(at.FullName, ".git");
            if (Directory.Exists(git))
            {
                return Head(git);
            }

            // A work tree's .git is a file that names its folder.
            if (Line(git) is { } line && line.StartsWith("gitdir: ", StringComparison.Ordinal))
            {
                return Head(Path.Combine(at.FullName, line["gitdir: ".Length..]));
            }
        }

        return null;
    }

    private static string? Head(string git)
    {
        if (Line(Path.Combine(git, "HEAD")) is not { } head)
        {
            return null;
        }

        if (!head.StartsWith("ref: ", StringComparison.Ordinal))
        {
            return head;
        }

        var reference = head["ref: ".Length..];
        var shared = Line(Path.Combine(git, "commondir")) is { } common ? Path.Combine(git, common) : git;
        return Line(Path.Combine(shared, reference)) ?? Packed(Path.Combine(shared, "packed-refs"), reference);
    }

    private static string? Packed(string file, string reference) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.EndsWith(" " + reference, StringComparison.Ordinal))?.Split(' ')[0]
            : null;

    private static string? Line(string file) => File.Exists(file) ? File.ReadLines(file).FirstOrDefault()?.Trim() : null;
}
