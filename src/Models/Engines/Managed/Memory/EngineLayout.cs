using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Memory;

/// <summary>
/// Where the engine keeps each parameter tensor (and its gradient and moments) in its own flat buffers: in the order of the
/// public layout, each tensor on a 64-byte boundary and followed by at least 16 spare elements, so that kernels may read whole
/// blocks past its end and two tensors never share one.
/// </summary>
internal sealed unsafe class EngineLayout
{
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);

    public EngineLayout(ParameterLayout layout)
    {
        Public = layout;
        var next = 0;
        foreach (var spec in layout.All)
        {
            _offsets.Add(spec.Name, next);
            next = checked(next + Widths.Padded(spec.Length) + 16);
        }

        Length = next;
    }

    public ParameterLayout Public { get; }

    /// <summary>Elements of one buffer.</summary>
    public int Length { get; }

    public int Offset(string name) => _offsets[name];

    public void Import(Parameters source, float* buffer)
    {
        foreach (var spec in Public.All)
        {
            source[spec.Name].CopyTo(new Span<float>(buffer + Offset(spec.Name), spec.Length));
        }
    }

    public void Export(float* buffer, Parameters destination)
    {
        foreach (var spec in Public.All)
        {
            new ReadOnlySpan<float>(buffer + Offset(spec.Name), spec.Length).CopyTo(destination[spec.Name]);
        }
    }
}
