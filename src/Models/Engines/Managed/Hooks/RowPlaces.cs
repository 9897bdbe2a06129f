using Repro.Models.Transformer;

namespace Repro.Models.Engines.Managed.Hooks;

/// <summary>Where the contiguous runs of numbers of a hook point stand in an array of its values, which may be of some positions only.</summary>
internal sealed class RowPlaces
{
    private readonly int[] _held;
    private readonly int _positions;
    private readonly int _heads;
    private readonly int _width;
    private readonly bool _byPattern;

    /// <param name="config">The model's shape.</param>
    /// <param name="point">The hook point.</param>
    /// <param name="value">The array.</param>
    /// <param name="length">Tokens of a sequence.</param>
    public RowPlaces(TransformerConfig config, HookPoint point, HookValue value, int length)
    {
        _positions = value.Positions?.Length ?? length;
        _held = [.. Enumerable.Range(0, length).Select(position => value.Positions?.IndexOf(position) ?? position)];
        _heads = point.HasHeads ? config.Heads : 1;
        _width = HookShape.Width(config, point.Kind, length);
        _byPattern = point.Kind is HookKind.AttentionScores or HookKind.Pattern;
    }

    /// <summary>Whether the values at a position are held.</summary>
    public bool Holds(int position) => _held[position] >= 0;

    /// <summary>Where the run of a sequence, a position that is held and a head starts.</summary>
    public int Of(int sequence, int position, int head)
    {
        var place = _held[position];
        return (_byPattern
            ? (((sequence * _heads) + head) * _positions) + place
            : (((sequence * _positions) + place) * _heads) + head) * _width;
    }
}
