using Repro.Models.Storage;

namespace Repro.Perf;

/// <summary>Markdown tables of the comparisons: printed, and kept under artifacts/bench.</summary>
internal static class Report
{
    public static void Write(string name, IReadOnlyList<string> lines)
    {
        var folder = Path.Combine(Repository.Root(), "artifacts", "bench");
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, name), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            foreach (var line in lines)
            {
                Console.WriteLine(line);
                writer.WriteLine(line);
            }
        });
    }
}
