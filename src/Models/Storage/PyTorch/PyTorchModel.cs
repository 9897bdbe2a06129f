using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Storage.PyTorch;

/// <summary>
/// Reads the state dict of a TransformerLens model. Its names and shapes are <see cref="ParameterLayout"/>'s own; the config follows
/// from the shapes, except for the activation, ReLU, and the rest of <see cref="TransformerConfig"/>'s defaults, which no state dict holds.
/// </summary>
public static class PyTorchModel
{
    private const int TensorsPerLayer = 16;

    /// <summary>Buffers that TransformerLens keeps in a block's attention: the causal mask and what masked scores become.</summary>
    private static readonly ImmutableArray<string> Buffers = ["mask", "IGNORE"];

    /// <summary>Reads a model and checks everything: names, shapes, types, finite values.</summary>
    /// <param name="path">The file that <c>torch.save(model.state_dict(), …)</c> wrote.</param>
    /// <exception cref="PyTorchFileException">A check failed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Parameters Load(string path)
    {
        using var file = PyTorchFile.Open(path);
        return Read(file);
    }

    /// <summary>As <see cref="Load"/>, from an opened file.</summary>
    internal static Parameters Read(PyTorchFile file)
    {
        var layout = Layout(file);
        var parameters = new Parameters(layout);
        foreach (var spec in layout.All)
        {
            var values = parameters[spec];
            file.Read(spec.Name, values);
            for (var i = 0; i < values.Length; i++)
            {
                if (!float.IsFinite(values[i]))
                {
                    throw new PyTorchFileException(
                        file.File, $"tensor '{spec.Name}'", $"element {i} is {values[i]}; every value must be finite.");
                }
            }
        }

        return parameters;
    }

    private static ParameterLayout Layout(PyTorchFile file)
    {
        var layers = 0;
        while (file.Tensors.ContainsKey($"blocks.{layers}.attn.W_Q"))
        {
            layers++;
        }

        // The layout of a config that lies about its layers is large; the file's own number of tensors bounds it.
        if ((long)layers * TensorsPerLayer > file.Tensors.Count)
        {
            throw new PyTorchFileException(
                file.File, null, $"it has {layers} blocks, but only {file.Tensors.Count} tensors; a block has {TensorsPerLayer}.");
        }

        var embedding = Shape(file, "embed.W_E", axes: 2);
        var queries = Shape(file, "blocks.0.attn.W_Q", axes: 3);
        var config = new TransformerConfig
        {
            Layers = layers,
            Heads = queries[0],
            DModel = embedding[1],
            DHead = queries[2],
            DMlp = Shape(file, "blocks.0.mlp.W_in", axes: 2)[1],
            Context = Shape(file, "pos_embed.W_pos", axes: 2)[0],
            Vocabulary = embedding[0],
        };
        ParameterLayout layout;
        try
        {
            layout = new ParameterLayout(config);
        }
        catch (ArgumentException e)
        {
            throw new PyTorchFileException(file.File, null, e.Message, e);
        }

        // Tensors that share memory could add up to more than the file has.
        if ((long)layout.Count * sizeof(float) > file.Size)
        {
            throw new PyTorchFileException(
                file.File, null, $"its shapes make a model of {layout.Count} parameters of {sizeof(float)} bytes; the file has only {file.Size} bytes.");
        }

        foreach (var spec in layout.All)
        {
            var shape = file[spec.Name].Shape;
            if (!shape.SequenceEqual(spec.Shape.Select(size => (long)size)))
            {
                throw new PyTorchFileException(
                    file.File, $"tensor '{spec.Name}'", $"shape is [{string.Join(", ", shape)}]; expected [{string.Join(", ", spec.Shape)}].");
            }
        }

        var buffers = Enumerable.Range(0, layers).SelectMany(layer => Buffers.Select(buffer => $"blocks.{layer}.attn.{buffer}"));
        var known = layout.All.Select(spec => spec.Name).Concat(buffers);
        var stranger = file.Tensors.Keys.Except(known, StringComparer.Ordinal).FirstOrDefault();
        return stranger is null
            ? layout
            : throw new PyTorchFileException(file.File, $"tensor '{stranger}'", $"a TransformerLens model of {layers} layers has no such tensor.");
    }

    private static int[] Shape(PyTorchFile file, string name, int axes)
    {
        var shape = file[name].Shape;
        return shape.Length == axes && shape.All(size => size is > 0 and <= int.MaxValue)
            ? [.. shape.Select(size => (int)size)]
            : throw new PyTorchFileException(file.File, $"tensor '{name}'", $"shape is [{string.Join(", ", shape)}]; expected {axes} sizes from 1 on.");
    }
}
