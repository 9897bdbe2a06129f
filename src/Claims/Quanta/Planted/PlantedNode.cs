using Repro.Claims.Circuits;

namespace Repro.Claims.Quanta.Planted;

/// <summary>A node of a planted circuit and the sub-task it was built for.</summary>
/// <param name="Node">The node.</param>
/// <param name="Purpose">The sub-task that it does, alone or with the other nodes of the same purpose.</param>
public readonly record struct PlantedNode(Node Node, AlgorithmTag Purpose);
