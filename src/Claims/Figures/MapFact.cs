using System.Collections.Immutable;
using Repro.Claims.Quanta;

namespace Repro.Claims.Figures;

/// <summary>What one quanta map shows of each node.</summary>
/// <param name="Name">Name of its file.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Reading">How a cell is read, in one or more lines.</param>
/// <param name="Scale">Its colours.</param>
/// <param name="Ends">What the lowest and the highest shade mean.</param>
/// <param name="Cell">What is written for a node; null where nothing is known.</param>
public sealed record MapFact(
    string Name,
    string Title,
    ImmutableArray<string> Reading,
    ColourScale Scale,
    (string Low, string High) Ends,
    Func<NodeMap, MappedNode, MapCell?> Cell);
