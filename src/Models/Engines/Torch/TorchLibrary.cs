using System.Runtime.InteropServices;

namespace Repro.Models.Engines.Torch;

/// <summary>Loading of TorchSharp's native library.</summary>
internal static class TorchLibrary
{
    // Where builds put it: beside the program (TorchSharpDll) or where NuGet lays a package's native files.
    private static readonly string[] Places = ["libLibTorchSharp.so", "runtimes/linux-x64/native/libLibTorchSharp.so"];

    /// <summary>
    /// Does something that may load the library. Where it cannot be loaded, TorchSharp writes a long trace of its search to standard output,
    /// which belongs to results; the exception has it too.
    /// </summary>
    public static T Quietly<T>(Func<T> load)
    {
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            return load();
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    /// <summary>
    /// Why it did not load, in one line. TorchSharp says that a package is missing, whatever the reason; the system's loader knows, for
    /// instance, that the package was built for a newer C++ library.
    /// </summary>
    public static string WhyNot(Exception error) =>
        Places.Select(place => Path.Combine(AppContext.BaseDirectory, place)).Select(LoaderError).FirstOrDefault(reason => reason is not null)
            ?? $"TorchSharp says: {TorchFailure.FirstLine(error.GetBaseException())}";

    /// <summary>What the system's loader says of a file; null where there is none or it can be loaded.</summary>
    internal static string? LoaderError(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            // The first line is .NET's advice.
            var lines = e.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return $"The system says: {lines[^1]}";
        }
    }
}
