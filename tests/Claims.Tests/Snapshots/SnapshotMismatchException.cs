namespace Repro.Claims.Tests.Snapshots;

/// <summary>A snapshot is missing or differs; the message holds both texts.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);
