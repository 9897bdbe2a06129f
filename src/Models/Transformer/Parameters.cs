using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Repro.Models.Randomness;

namespace Repro.Models.Transformer;

/// <summary>All parameters of a model (or anything of that shape: gradients, optimiser moments) in one flat float32 buffer.</summary>
public sealed class Parameters
{
    private readonly float[] _values;

    /// <summary>Zeros in the given layout.</summary>
    public Parameters(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _values = new float[layout.Count];
    }

    /// <summary>Names, shapes, offsets.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The whole buffer.</summary>
    public Span<float> Values => _values;

    /// <summary>The elements of one parameter, row-major in its shape.</summary>
    public Span<float> this[string name] => this[Layout[name]];

    /// <summary>The elements of one parameter, row-major in its shape.</summary>
    public Span<float> this[ParameterSpec spec]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(spec);
            return _values.AsSpan(spec.Offset, spec.Length);
        }
    }

    /// <summary>The elements of one parameter in a form that outlives a call, for writing to a file.</summary>
    internal ReadOnlyMemory<float> MemoryOf(ParameterSpec spec) => _values.AsMemory(spec.Offset, spec.Length);

    /// <summary>
    /// Initial parameters of a model, TransformerLens's "gpt2" mode: Normal(0, gain/√d_model) for every name with W_, zero for
    /// biases, one for layer-norm weights. Element i of a tensor is draw i of the sequence (seed, purpose, tensor index).
    /// </summary>
    public static Parameters Initialise(
        TransformerConfig config, ulong seed, StreamPurpose purpose = StreamPurpose.Initialisation)
    {
        ArgumentNullException.ThrowIfNull(config);
        var parameters = new Parameters(new ParameterLayout(config));
        var deviation = config.InitialisationGain / Math.Sqrt(config.DModel);
        for (var index = 0; index < parameters.Layout.All.Length; index++)
        {
            var spec = parameters.Layout.All[index];
            var values = parameters[spec];
            if (spec.Name.Contains(".W_", StringComparison.Ordinal))
            {
                var draws = new RandomSequence(seed, purpose, (uint)index);
                foreach (ref var value in values)
                {
                    value = (float)(deviation * draws.NextGaussian());
                }
            }
            else if (spec.Name.EndsWith(".w", StringComparison.Ordinal))
            {
                values.Fill(1);
            }
        }

        return parameters;
    }

    /// <summary>A copy that shares nothing with this one.</summary>
    public Parameters Clone()
    {
        var copy = new Parameters(Layout);
        Values.CopyTo(copy.Values);
        return copy;
    }

    /// <summary>SHA-256 over the little-endian float32 bytes of the whole buffer, lower-case hexadecimal: the identity of a model.</summary>
    public string Hash()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Repro needs a little-endian processor.");
        }

        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Values)));
    }
}
