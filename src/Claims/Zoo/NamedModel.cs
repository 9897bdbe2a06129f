using Repro.Claims.Arithmetic;
using Repro.Models.Storage;
using Repro.Models.Storage.PyTorch;
using Repro.Models.Transformer;

namespace Repro.Claims.Zoo;

/// <summary>An arithmetic model from a file, whoever trained it.</summary>
/// <param name="Name">The model's name, which says what operations it learnt.</param>
/// <param name="Parameters">All parameters; their layout holds the config.</param>
/// <param name="File">The file.</param>
public sealed record NamedModel(ModelName Name, Parameters Parameters, string File)
{
    private const string PyTorchExtension = ".pth";

    /// <summary>Positions of the model's questions.</summary>
    public QuestionLayout Layout => new(Name.Digits);

    /// <summary>
    /// Reads a model: a PyTorch state dict where the file ends in <c>.pth</c>, else a file of ours. A state dict has no name in it; the
    /// file or its folder must be named after the model, as in <c>add_d5_l2_h3_t15K_s372001/model.pth</c>.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read, is damaged, or holds no arithmetic model of its name's shape.</exception>
    public static NamedModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (parameters, text) = path.EndsWith(PyTorchExtension, StringComparison.OrdinalIgnoreCase)
            ? (PyTorchModel.Load(path), NameIn(path))
            : FromOurs(ModelFile.Load(path));
        try
        {
            var name = ModelName.Parse(text);
            var config = parameters.Layout.Config;
            var digits = QuestionLayout.Of(config).Digits;
            return (digits, config.Layers, config.Heads) == (name.Digits, name.Layers, name.Heads)
                ? new NamedModel(name, parameters, path)
                : throw new IOException(
                    $"{path}: the model has {digits} digits, {config.Layers} layers and {config.Heads} heads; its name is {name}.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new IOException($"{path}: {e.Message}", e);
        }
    }

    private static (Parameters Parameters, string Name) FromOurs(ModelFile model) => (model.Parameters, model.Name);

    private static string NameIn(string path)
    {
        var full = Path.GetFullPath(path);
        var stem = Path.GetFileNameWithoutExtension(full);
        var folder = Path.GetFileName(Path.GetDirectoryName(full)) ?? "";
        return new[] { stem, folder }.FirstOrDefault(ModelName.IsName)
            ?? throw new IOException(
                $"{path}: a state dict holds no name; name the file or its folder after the model, for instance add_d5_l2_h3_t15K_s372001{PyTorchExtension}.");
    }
}
