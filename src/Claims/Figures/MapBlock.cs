using System.Collections.Immutable;
using Repro.Claims.Circuits;

namespace Repro.Claims.Figures;

/// <summary>One or more cells of a quanta map that stand above each other and say the same.</summary>
/// <param name="Column">Index in <see cref="MapGrid.Positions"/>.</param>
/// <param name="Row">Index of the uppermost in <see cref="MapGrid.Rows"/>.</param>
/// <param name="Nodes">The useful nodes, from the top down.</param>
/// <param name="Cell">What is written; null where the map's fact is not known of the node.</param>
public sealed record MapBlock(int Column, int Row, ImmutableArray<Node> Nodes, MapCell? Cell);
