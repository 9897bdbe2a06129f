using System.Collections.Immutable;

namespace Repro.Claims.Figures;

/// <summary>What a quanta map writes for a node.</summary>
/// <param name="Lines">The text.</param>
/// <param name="Shade">Place on the map's colour scale, 0 to 1; null for no colour.</param>
/// <param name="Circle">Share of the cell that a white circle behind the text spans, 0 to 1; 0 for none.</param>
public sealed record MapCell(ImmutableArray<string> Lines, double? Shade, double Circle = 0)
{
    /// <summary>The text as one line.</summary>
    public string Text => string.Join(' ', Lines);
}
